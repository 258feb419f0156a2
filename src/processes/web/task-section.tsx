import { useText } from '../../ui/language.ts'
import { ChoiceSetting, SwitchSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { type Drawn, isA, isSet, moddleOf, textIn } from './bpmn.ts'
import { Section } from './section.tsx'
import { settingOf, writeSetting } from './settings.ts'
import { useSurroundings } from './surroundings.ts'

/** What happens on arrival: the item's status, and by when a task is due. */
export function ArrivalSection({ element }: { element: Drawn }) {
  const t = useText()
  const { drawing, app } = useSurroundings()
  const moddle = moddleOf(element)
  const statuses = app?.fields.find(({ type }) => type === 'status')?.options ?? []
  const due = isA(element, 'bpmn:UserTask') ? settingOf(moddle, 'Due') : undefined
  const status = textIn(settingOf(moddle, 'Status'), 'value')
  return (
    <Section title={t('On arrival')}>
      <ChoiceSetting
        label={t('Status of the item')}
        description={app ? undefined : t('Choose the app of the process first.')}
        placeholder={t('Stays as it is')}
        options={statuses.map(({ code, name }) => ({ value: code, label: name }))}
        value={status || null}
        clearable
        onChange={(value) => writeSetting(drawing, element, moddle, 'Status', value ? { value } : null)}
      />
      {isA(element, 'bpmn:UserTask') && (
        <TextSetting
          label={t('Due (FEEL)')}
          description={t('A time from now such as duration("P2D"), or a date.')}
          placeholder='duration("P2D")'
          verbatim
          maxLength={4000}
          value={textIn(due, 'expression')}
          onChange={(text) =>
            writeSetting(
              drawing,
              element,
              moddle,
              'Due',
              text.trim() === '' ? null : { expression: text.trim().replace(/^=?\s*/, '= ') },
            )
          }
        />
      )}
      {due && (
        <SwitchSetting
          label={t('Counts working time')}
          description={t('By the business calendar of whoever has the task, or the company’s. A date stays a date.')}
          value={isSet(due, 'workingTime')}
          onChange={(workingTime) =>
            writeSetting(drawing, element, moddle, 'Due', {
              expression: textIn(due, 'expression'),
              workingTime: workingTime || null,
            })
          }
        />
      )}
    </Section>
  )
}
