import { useText } from '../../ui/language.ts'
import type { OrgFinding } from '../contract-draft.ts'

/** Findings as sentences: what is so, and for an error what to do. */
export function useFindingWords(): (finding: OrgFinding) => string {
  const t = useText()
  return ({ code, name, detail }) => {
    const facts = { name: name || t('Unnamed'), detail }
    const words: Record<OrgFinding['code'], string> = {
      no_root: t('Nothing stands at the top. Add the company itself, or move an element out of the circle.'),
      several_roots: t('“{{name}}” stands at the top, but only one element can. Move it below another.', facts),
      circle: t('“{{name}}” stands below itself. Move it elsewhere.', facts),
      parent_gone: t('“{{name}}” hangs below an element that is taken out. Move it elsewhere.', facts),
      unnamed: t('An element has no name. Give it one.'),
      group_led: t('“{{name}}” is an employee group and cannot have a lead.', facts),
      vacant: t('The position “{{name}}” is vacant.', facts),
      without_head: t('The department “{{name}}” has no head: the superior is looked for further up.', facts),
      lead_away: t('{{detail}} leads “{{name}}”, but cannot sign in: the superior is looked for further up.', facts),
      empty_group: t('Nobody is in the employee group “{{name}}”.', facts),
      same_name: t('Another element beside “{{name}}” has the same name.', facts),
      still_named: t(
        '“{{name}}” goes, but groups, rights or tasks still name it: {{detail}}. Nobody will have them through it.',
        facts,
      ),
      lane_gone: t(
        'The process {{detail}} gives its tasks to “{{name}}”, which it will not find: they go to the System supervisor.',
        facts,
      ),
      lane_empty: t(
        'The process {{detail}} gives its tasks to “{{name}}”, where nobody is: they go to the System supervisor.',
        facts,
      ),
    }
    return words[code]
  }
}
