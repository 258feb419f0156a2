import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { useText, type Translate } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { ChoiceSetting, SwitchSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { addButton, laneOf, lanesOf, reachableFrom } from './append.ts'
import { type Connection, type Drawn, isA, moddleOf, type Shape } from './bpmn.ts'
import {
  type ButtonSetting,
  buttonOf,
  conditionOf,
  flowsFrom,
  freeKey,
  isDefault,
  removeButton,
  writeButton,
} from './buttons.ts'
import { followers, nameOrKind, offer, type OfferKey } from './offers.ts'
import { Entry, Section } from './section.tsx'
import { useSurroundings } from './surroundings.ts'

/** How a person finishes the task: each button is a way out of it. */
export function ButtonsSection({ element }: { element: Drawn }) {
  const t = useText()
  const flows = flowsFrom(element)
  return (
    <Section
      title={t('Buttons')}
      note={t('Each button is a way out of the task. Without buttons there is one, “Complete”.')}
    >
      {flows.map((flow) => (
        <ButtonEntry key={flow.id} flow={flow} />
      ))}
      <NewButton task={element as Shape} />
    </Section>
  )
}

function ButtonEntry({ flow }: { flow: Connection }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const button = buttonOf(flow)
  const target = nameOrKind(flow.target as Drawn, t)
  if (!button) {
    return (
      <Entry label={t('Way to {{target}}', { target })}>
        <Text small>
          {isDefault(flow)
            ? t('Default way to “{{target}}”.', { target })
            : conditionOf(flow)
              ? t('Leads to “{{target}}” under a condition.', { target })
              : t('Leads to “{{target}}” without a button.', { target })}
        </Text>
        <Row>
          <Button
            kind="plain"
            size="xs"
            onClick={() => {
              const label = moddleOf(flow).name || t('Done')
              writeButton(drawing, flow, { key: freeKey(label, flow), label, color: '', confirm: '', check: true })
            }}
          >
            {t('Make it a button')}
          </Button>
        </Row>
      </Entry>
    )
  }
  return (
    <Entry label={t('Button {{label}}', { label: button.label })}>
      <Row justify="between" oneLine>
        <Text small quiet>
          {t('Leads to “{{target}}”', { target })}
        </Text>
        <IconButton
          icon={IconTrash}
          kind="danger"
          label={t('Delete the button {{label}}', { label: button.label })}
          onClick={() => drawing.modeling.removeElements([flow])}
        />
      </Row>
      <ButtonSettings flow={flow} button={button} />
    </Entry>
  )
}

/** The settings of one button, for its task and for its flow. */
export function ButtonSettings({ flow, button }: { flow: Drawn; button: ButtonSetting }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const change = (next: Partial<ButtonSetting>): void => writeButton(drawing, flow, { ...button, ...next })
  return (
    <>
      <TextSetting
        label={t('Label')}
        value={button.label}
        maxLength={60}
        onChange={(label) => label.trim() !== '' && change({ label: label.trim() })}
      />
      <TextSetting
        label={t('Key')}
        description={t('What conditions and other systems see.')}
        verbatim
        value={button.key}
        maxLength={50}
        onChange={(key) => change({ key: freeKey(key.replace(/[^\w-]+/g, '_') || button.label, flow) })}
      />
      <ChoiceSetting
        label={t('Colour')}
        options={colorWords(t)}
        placeholder={t('As usual')}
        value={button.color || null}
        clearable
        onChange={(color) => change({ color: color ?? '' })}
      />
      <TextSetting
        label={t('Ask before it counts')}
        placeholder={t('No question')}
        value={button.confirm}
        maxLength={300}
        onChange={(confirm) => change({ confirm: confirm.trim() })}
      />
      <SwitchSetting
        label={t('Required fields must be filled')}
        value={button.check}
        onChange={(check) => change({ check })}
      />
    </>
  )
}

const colorWords = (t: Translate) => [
  { value: 'green', label: t('Green') },
  { value: 'red', label: t('Red') },
  { value: 'amber', label: t('Amber') },
  { value: 'gray', label: t('Gray') },
]

function NewButton({ task }: { task: Shape }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const [isOpen, setOpen] = useState(false)
  const [label, setLabel] = useState('')
  const [target, setTarget] = useState<string | null>('new user')
  const [name, setName] = useState('')
  const [chosenLane, setLane] = useState<string | null>(null)
  const there = reachableFrom(drawing, task as Drawn)
  const lanes = isA(task.parent as Drawn, 'bpmn:Participant') ? lanesOf(drawing) : []
  const lane = chosenLane ?? laneOf(drawing, task as Drawn)?.id ?? null
  const isNew = target?.startsWith('new ') ?? false
  if (!isOpen) {
    return (
      <Row>
        <Button icon={IconPlus} kind="plain" size="xs" onClick={() => setOpen(true)}>
          {t('Add a button')}
        </Button>
      </Row>
    )
  }
  const add = (): void => {
    const step = there.find(({ id }) => id === target)
    addButton(
      drawing,
      task,
      {
        label: label.trim(),
        to: step
          ? { step }
          : {
              make: {
                key: (target ?? '').replace('new ', '') as OfferKey,
                name: name.trim(),
                lane: lanes.find(({ id }) => id === lane),
              },
            },
      },
      t,
    )
    setOpen(false)
    setLabel('')
    setName('')
  }
  return (
    <Stack gap="xs">
      <TextSetting label={t('Label of the new button')} value={label} onChange={setLabel} maxLength={60} autoFocus />
      <ChoiceSetting
        label={t('Leads to')}
        options={[
          ...followers.map((key) => ({
            value: `new ${key}`,
            label: t('New: {{what}}', { what: offer(key, t).label }),
          })),
          ...there.map((step) => ({ value: step.id, label: nameOrKind(step, t), group: t('Steps that are there') })),
        ]}
        value={target}
        onChange={setTarget}
      />
      {isNew && (
        <TextSetting label={t('What the new step is called')} value={name} onChange={setName} maxLength={200} />
      )}
      {isNew && lanes.length > 0 && (
        <ChoiceSetting
          label={t('Lane of the new step')}
          options={lanes.map((one) => ({ value: one.id, label: nameOrKind(one, t) }))}
          value={lane}
          onChange={setLane}
        />
      )}
      <Row gap="xs">
        <Button
          kind="plain"
          size="xs"
          disabledReason={
            (label.trim() === '' && t('Give it a label.')) || (target === null && t('Say where it leads.'))
          }
          onClick={add}
        >
          {t('Add this button')}
        </Button>
        <Button kind="quiet" size="xs" onClick={() => setOpen(false)}>
          {t('Cancel')}
        </Button>
      </Row>
    </Stack>
  )
}

/** Turns a button back into a flow with or without a condition. */
export function NoButton({ flow }: { flow: Drawn }) {
  const t = useText()
  const { drawing } = useSurroundings()
  return (
    <Row>
      <Button kind="plain" size="xs" onClick={() => removeButton(drawing, flow)}>
        {t('Make it a flow without a button')}
      </Button>
    </Row>
  )
}
