import type { ReactNode } from 'react'
import { problemText, type Translate, useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import type { Problem } from '../../ui/problem.ts'

type Change = {
  by: string | null
  operation: string
  facts: { added?: string[]; removed?: string[]; changes?: { name?: string[] } }
}

const named = (names: string[]): string => names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '')

function changeText({ by, operation, facts }: Change, t: Translate): string {
  const who = by ?? t('Somebody')
  const { added = [], removed = [], changes: { name = [] } = {} } = facts
  if (operation === 'deleteGroup') return t('{{who}} deleted the group.', { who })
  if (operation === 'restoreGroup') return t('{{who}} restored the group.', { who })
  if (added.length > 0 && removed.length > 0)
    return t('{{who}} added {{added}} and took out {{removed}}.', { who, added: named(added), removed: named(removed) })
  if (added.length > 0) return t('{{who}} added {{added}}.', { who, added: named(added) })
  if (removed.length > 0) return t('{{who}} took out {{removed}}.', { who, removed: named(removed) })
  if (name.length === 2)
    return t('{{who}} renamed it from “{{before}}” to “{{after}}”.', { who, before: name[0], after: name[1] })
  return t('{{who}} changed its description or settings.', { who })
}

/** What somebody else did between reading and saving (AT-016), so that one knows what to look at. */
export function OthersChanges({ problem }: { problem: Problem }): ReactNode {
  const t = useText()
  const changes = (problem.facts.changes ?? []) as Change[]
  return (
    <Stack gap="xs">
      {problemText(problem)}
      {changes.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
          {changes.map((change) => (
            <li key={JSON.stringify(change)}>{changeText(change, t)}</li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
