import { useText } from '../../ui/language.ts'
import { ChoiceSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { laneOf, lanesOf, moveToLane } from './append.ts'
import { type Drawn, isA, type Moddle, moddleOf, type Shape, textIn } from './bpmn.ts'
import { documentationOf, writeDocumentation } from './documentation.ts'
import { nameOrKind } from './offers.ts'
import { Section } from './section.tsx'
import { settingOf, writeSetting } from './settings.ts'
import { useSurroundings } from './surroundings.ts'

/** What every element has: its name, where it stands, what outsiders call it, notes. */
export function GeneralSection({ element }: { element: Drawn }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const isStep = isA(element, 'bpmn:FlowNode')
  const moddle = moddleOf(element)
  const isNote = isA(element, 'bpmn:TextAnnotation')
  return (
    <Section title={t('General')}>
      {isNote ? (
        <TextSetting
          label={t('Text')}
          rows={2}
          value={textIn(moddle, 'text')}
          onChange={(text) => drawing.modeling.updateProperties(element, { text })}
        />
      ) : (
        !isA(element, 'bpmn:Group') && (
          <TextSetting
            label={t('Name')}
            maxLength={200}
            value={moddle.name ?? ''}
            onChange={(name) => drawing.rename(element, name.trim())}
          />
        )
      )}
      {isStep && <LaneChoice step={element as Shape} />}
      {isStep && <PublicName element={element} moddle={moddle} />}
      <TextSetting
        label={t('Documentation')}
        rows={2}
        value={documentationOf(moddle)}
        onChange={(text) => writeDocumentation(drawing, element, moddle, text)}
      />
    </Section>
  )
}

function LaneChoice({ step }: { step: Shape }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const lanes = lanesOf(drawing)
  if (lanes.length === 0 || !isA(step.parent as Drawn, 'bpmn:Participant')) return null
  return (
    <ChoiceSetting
      label={t('Lane')}
      options={lanes.map((lane) => ({ value: lane.id, label: nameOrKind(lane, t) }))}
      value={laneOf(drawing, step)?.id ?? null}
      onChange={(id) => {
        const lane = lanes.find((one) => one.id === id)
        if (lane) moveToLane(drawing, step, lane)
      }}
    />
  )
}

function PublicName({ element, moddle }: { element: Drawn; moddle: Moddle }) {
  const t = useText()
  const { drawing } = useSurroundings()
  return (
    <TextSetting
      label={t('Name for people outside')}
      description={t('Only steps with such a name are shown to them.')}
      maxLength={200}
      value={textIn(settingOf(moddle, 'Public'), 'name')}
      onChange={(name) =>
        writeSetting(drawing, element, moddle, 'Public', name.trim() === '' ? null : { name: name.trim() })
      }
    />
  )
}
