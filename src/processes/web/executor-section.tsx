import { useState } from 'react'
import { useText } from '../../ui/language.ts'
import { ChoiceSetting, SwitchSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { type Drawn, isA, isSet, moddleOf, textIn } from './bpmn.ts'
import { nameOrKind } from './offers.ts'
import { Section } from './section.tsx'
import { settingOf, settingsOf, writeSetting, writeSettings } from './settings.ts'
import { useSurroundings } from './surroundings.ts'
import { type NamedKind, useNamed } from './use-named.ts'

type Rule = { kind: string; ref: string; choose: string; ignoreSubstitution: boolean }

const named: readonly string[] = ['user', 'group', 'position', 'department']

/** Who does it: of a lane for all tasks in it, of a task for itself alone. */
export function ExecutorSection({ element }: { element: Drawn }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const moddle = moddleOf(element)
  const setting = settingOf(moddle, 'Executor')
  const isTask = isA(element, 'bpmn:UserTask')
  const rule: Rule = {
    kind: textIn(setting, 'kind'),
    ref: textIn(setting, 'ref'),
    choose: textIn(setting, 'choose'),
    ignoreSubstitution: isSet(setting, 'ignoreSubstitution'),
  }
  const write = (next: Rule | null): void =>
    writeSetting(
      drawing,
      element,
      moddle,
      'Executor',
      next && { ...next, ignoreSubstitution: next.ignoreSubstitution || null },
    )
  const kinds = [
    { value: 'group', label: t('A group or role') },
    { value: 'user', label: t('A person') },
    { value: 'position', label: t('Whoever holds a position') },
    { value: 'department', label: t('A department') },
    { value: 'external_users', label: t('External users') },
    { value: 'initiator', label: t('Whoever started the process') },
    { value: 'initiator_superior', label: t('The superior of whoever started it') },
    { value: 'variable', label: t('Whom a variable names') },
    { value: 'expression', label: t('Whom an expression names') },
  ]
  return (
    <Section
      title={t('Who does it')}
      note={isTask ? t('Without a choice here its lane decides.') : t('Counts for all tasks in this lane.')}
    >
      <ChoiceSetting
        label={t('Executor')}
        options={kinds}
        value={rule.kind || null}
        placeholder={isTask ? t('As the lane says') : t('Nobody yet')}
        clearable
        onChange={(kind) => write(kind ? { ...rule, kind, ref: kind === 'external_users' ? 'initiator' : '' } : null)}
      />
      {rule.kind && <RuleRef rule={rule} onChange={(ref) => write({ ...rule, ref })} />}
      {rule.kind && !['user', 'initiator', 'initiator_superior'].includes(rule.kind) && (
        <ChoiceSetting
          label={t('When it could be several')}
          options={[
            { value: 'first', label: t('First to take it') },
            { value: 'same', label: t('Same person as before in this lane') },
            { value: 'least_busy', label: t('Whoever has the fewest tasks') },
            { value: 'round_robin', label: t('Each in turn') },
          ]}
          value={rule.choose || 'first'}
          onChange={(choose) => write({ ...rule, choose: choose ?? '' })}
        />
      )}
      {rule.kind && rule.kind !== 'external_users' && (
        <SwitchSetting
          label={t('Waits for whoever is away')}
          description={t('No substitute has it: for what only this person may decide.')}
          value={rule.ignoreSubstitution}
          onChange={(ignoreSubstitution) => write({ ...rule, ignoreSubstitution })}
        />
      )}
      <Exclusions element={element} />
    </Section>
  )
}

function RuleRef({ rule, onChange }: { rule: Rule; onChange: (ref: string) => void }) {
  const t = useText()
  if (named.includes(rule.kind)) return <NamedRef kind={rule.kind as NamedKind} value={rule.ref} onChange={onChange} />
  if (rule.kind === 'external_users') {
    return (
      <ChoiceSetting
        label={t('Which external users')}
        options={[
          { value: 'initiator', label: t('Only whoever started the process') },
          { value: 'initiator_organization', label: t('Everyone of the organization of whoever started it') },
        ]}
        value={rule.ref || 'initiator'}
        onChange={(ref) => onChange(ref ?? 'initiator')}
      />
    )
  }
  if (rule.kind === 'variable')
    return <TextSetting label={t('Variable')} value={rule.ref} onChange={onChange} verbatim maxLength={100} />
  if (rule.kind === 'expression')
    return <TextSetting label={t('Expression (FEEL)')} value={rule.ref} onChange={onChange} verbatim maxLength={4000} />
  return null
}

function NamedRef({ kind, value, onChange }: { kind: NamedKind; value: string; onChange: (ref: string) => void }) {
  const t = useText()
  const [text, setText] = useState('')
  const options = useNamed(kind, text, value)
  const labels: Record<NamedKind, string> = {
    user: t('Person'),
    group: t('Group'),
    position: t('Position'),
    department: t('Department'),
  }
  return (
    <ChoiceSetting
      label={labels[kind]}
      options={options}
      value={value || null}
      error={value === '' && t('Choose one')}
      onChange={(ref) => onChange(ref ?? '')}
      {...(kind === 'user' ? { onSearch: setText } : {})}
    />
  )
}

function Exclusions({ element }: { element: Drawn }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const moddle = moddleOf(element)
  const all = settingsOf(moddle, 'Exclusion').map((setting) => ({
    kind: textIn(setting, 'kind'),
    ref: textIn(setting, 'ref'),
  }))
  const write = (next: { kind: string; ref: string }[]): void =>
    writeSettings(drawing, element, moddle, 'Exclusion', next)
  const tasks = drawing.all().filter((drawn) => drawn !== element && isA(drawn, 'bpmn:UserTask'))
  const excluded = all.filter(({ kind }) => kind === 'task').map(({ ref }) => ref)
  return (
    <>
      <SwitchSetting
        label={t('Not whoever started the process')}
        value={all.some(({ kind }) => kind === 'initiator')}
        onChange={(wanted) =>
          write([
            ...all.filter(({ kind }) => kind !== 'initiator'),
            ...(wanted ? [{ kind: 'initiator', ref: '' }] : []),
          ])
        }
      />
      {tasks.map((task) => (
        <SwitchSetting
          key={task.id}
          label={t('Not whoever did “{{task}}”', { task: nameOrKind(task, t) })}
          value={excluded.includes(task.id)}
          onChange={(wanted) =>
            write([
              ...all.filter(({ kind, ref }) => kind !== 'task' || ref !== task.id),
              ...(wanted ? [{ kind: 'task', ref: task.id }] : []),
            ])
          }
        />
      ))}
    </>
  )
}
