import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row } from '../../ui/layout.tsx'
import { ChoiceSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { appendStep, connect, laneOf, lanesOf, reachableFrom } from './append.ts'
import { type Drawn, isA, type Shape } from './bpmn.ts'
import { flowsFrom } from './buttons.ts'
import { followers, nameOrKind, offer, type OfferKey } from './offers.ts'
import { Section } from './section.tsx'
import { useSurroundings } from './surroundings.ts'

/** Draws what comes next without a mouse: a new step behind this one, or a flow to one that is there. */
export function FollowingSection({ element }: { element: Shape }) {
  const t = useText()
  const name = nameOrKind(element as Drawn, t)
  return (
    <Section title={t('Add after “{{name}}”', { name })}>
      <NewStep source={element} />
      <NewFlow source={element} />
    </Section>
  )
}

function NewStep({ source }: { source: Shape }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const [key, setKey] = useState<string | null>('user')
  const [name, setName] = useState('')
  const lanes = isA(source.parent as Drawn, 'bpmn:Participant') ? lanesOf(drawing) : []
  const [chosen, setLane] = useState<string | null>(null)
  const lane = chosen ?? laneOf(drawing, source as Drawn)?.id ?? null
  return (
    <>
      <ChoiceSetting
        label={t('New step')}
        options={followers.map((one) => ({ value: one, label: offer(one, t).label }))}
        value={key}
        onChange={setKey}
      />
      <TextSetting label={t('Name of the new step')} value={name} onChange={setName} maxLength={200} />
      {lanes.length > 0 && (
        <ChoiceSetting
          label={t('In the lane')}
          options={lanes.map((one) => ({ value: one.id, label: nameOrKind(one, t) }))}
          value={lane}
          onChange={setLane}
        />
      )}
      <Row>
        <Button
          kind="plain"
          size="xs"
          disabledReason={key === null && t('Choose a step.')}
          onClick={() => {
            const place = lanes.find(({ id }) => id === lane)
            const made = appendStep(drawing, source, { key: key as OfferKey, name: name.trim(), lane: place }, t)
            setName('')
            drawing.show(made.id)
          }}
        >
          {t('Add the step')}
        </Button>
      </Row>
    </>
  )
}

function NewFlow({ source }: { source: Shape }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const led = new Set(flowsFrom(source as Drawn).map((flow) => flow.target?.id))
  const there = reachableFrom(drawing, source as Drawn).filter(({ id }) => !led.has(id))
  if (there.length === 0) return null
  return (
    <ChoiceSetting
      label={t('Connect to')}
      placeholder={t('Choose a step')}
      options={there.map((step) => ({ value: step.id, label: nameOrKind(step, t) }))}
      value={null}
      onChange={(id) => {
        const target = there.find((step) => step.id === id)
        if (target) connect(drawing, source, target)
      }}
    />
  )
}
