import { IconPlus } from '@tabler/icons-react'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { ChoiceSetting } from '../../ui/setting-fields.tsx'
import { addLane, addPool, lanesOf } from './append.ts'
import { type Drawn, isA, moddleOf, processOf, type Shape, textIn } from './bpmn.ts'
import { nameOrKind } from './offers.ts'
import { Section } from './section.tsx'
import { settingOf, writeSetting } from './settings.ts'
import { useSurroundings } from './surroundings.ts'

/** What a process is about, set on its pool, or on the ground when it has none. */
export function ProcessSection({ element }: { element: Drawn }) {
  const t = useText()
  const { drawing, apps } = useSurroundings()
  const process = processOf(moddleOf(element))
  if (!process) return null
  const ref = textIn(settingOf(process, 'Item'), 'app')
  const bound = apps.find(({ id, code }) => id === ref || code === ref)
  return (
    <Section title={t('What it works on')}>
      <ChoiceSetting
        label={t('App')}
        description={t('Starting the process makes an item of this app; forms show its fields.')}
        options={apps.map(({ code, name }) => ({ value: code, label: name }))}
        value={bound?.code ?? (ref || null)}
        clearable
        onChange={(app) => writeSetting(drawing, element, process, 'Item', app ? { app } : null)}
      />
      {bound && !bound.published && (
        <Text small tone="bad">
          {t('This app is not published yet. Publish its fields first.')}
        </Text>
      )}
    </Section>
  )
}

/** Lanes can be added and found without a mouse. */
export function LanesSection({ element }: { element: Drawn }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const pools = drawing.all().filter((drawn) => isA(drawn, 'bpmn:Participant'))
  const isLane = isA(element, 'bpmn:Lane')
  const pool = isA(element, 'bpmn:Participant') ? (element as Shape) : undefined
  if (isLane) return null
  if (!pool) {
    return (
      <Section title={t('Pools')} note={t('A pool holds the process. Its lanes say who does the tasks in them.')}>
        <Row gap="xs">
          {pools.map((one) => (
            <Button key={one.id} kind="plain" size="xs" onClick={() => drawing.show(one.id)}>
              {nameOrKind(one, t)}
            </Button>
          ))}
          {pools.length === 0 && (
            <Button icon={IconPlus} kind="plain" size="xs" onClick={() => drawing.show(addPool(drawing).id)}>
              {t('Draw a pool around the process')}
            </Button>
          )}
        </Row>
      </Section>
    )
  }
  const lanes = lanesOf(drawing, pool)
  return (
    <Section title={t('Lanes')} note={t('A lane says who does the tasks in it.')}>
      <Row gap="xs">
        {lanes.map((lane) => (
          <Button key={lane.id} kind="plain" size="xs" onClick={() => drawing.show(lane.id)}>
            {nameOrKind(lane, t)}
          </Button>
        ))}
        <Button icon={IconPlus} kind="plain" size="xs" onClick={() => addLane(drawing, pool)}>
          {lanes.length === 0 ? t('Divide into two lanes') : t('Add a lane')}
        </Button>
      </Row>
    </Section>
  )
}
