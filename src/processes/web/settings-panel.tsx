import { IconTrash } from '@tabler/icons-react'
import { Fragment } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { type ChoiceOption, ChoiceSetting } from '../../ui/setting-fields.tsx'
import { type Connection, type Drawn, isA, type Shape } from './bpmn.ts'
import { ButtonsSection } from './button-section.tsx'
import { ExecutorSection } from './executor-section.tsx'
import { FlowSection } from './flow-section.tsx'
import { FollowingSection } from './following-section.tsx'
import { FormSection } from './form-section.tsx'
import { GeneralSection } from './general-section.tsx'
import classes from './modeler.module.css'
import { kindName, readableName } from './offers.ts'
import { LanesSection, ProcessSection } from './process-section.tsx'
import { useShownRevision, useSurroundings } from './surroundings.ts'
import { ArrivalSection } from './task-section.tsx'

/** What the chosen element does, in plain words; usable from the first to the last thing without a mouse. */
export function SettingsPanel() {
  const t = useText()
  const { drawing } = useSurroundings()
  useShownRevision(drawing)
  const element = drawing.chosen()
  return (
    <aside className={classes.panel} aria-label={t('Settings')}>
      <ElementChoice element={element} />
      {element ? (
        <Fragment key={element.id}>
          <Sections element={element} />
        </Fragment>
      ) : (
        <Text quiet>{t('Several elements are chosen. Choose one to see its settings.')}</Text>
      )}
    </aside>
  )
}

function Sections({ element }: { element: Drawn }) {
  const isStep = isA(element, 'bpmn:FlowNode')
  const isTask = isA(element, 'bpmn:UserTask')
  const isPool = isA(element, 'bpmn:Participant', 'bpmn:Process', 'bpmn:Collaboration')
  return (
    <>
      {!isA(element, 'bpmn:Collaboration') && <GeneralSection element={element} />}
      {isPool && <ProcessSection element={element} />}
      {isPool && <LanesSection element={element} />}
      {(isTask || isA(element, 'bpmn:Lane')) && <ExecutorSection element={element} />}
      {(isTask || isA(element, 'bpmn:StartEvent')) && <FormSection element={element} />}
      {isTask && <ButtonsSection element={element} />}
      {(isTask || isA(element, 'bpmn:EndEvent')) && <ArrivalSection element={element} />}
      {isA(element, 'bpmn:SequenceFlow') && <FlowSection flow={element as Connection} />}
      {isStep && !isA(element, 'bpmn:EndEvent') && <FollowingSection element={element as Shape} />}
    </>
  )
}

/** Every element by name, so that each can be reached and named without the canvas. */
function ElementChoice({ element }: { element: Drawn | undefined }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const root = drawing.root()
  if (!root) return null
  const option = (drawn: Drawn, group: string): ChoiceOption => {
    const kind = kindName(drawn, t)
    const name = readableName(drawn, t)
    return { value: drawn.id, label: name === kind ? kind : `${name} (${kind})`, group }
  }
  const all = drawing.all().filter((drawn) => drawn !== root)
  const of = (group: string, ...types: string[]) =>
    all.filter((drawn) => isA(drawn, ...types)).map((drawn) => option(drawn, group))
  const options = [
    { value: root.id, label: t('The process as a whole') },
    ...of(t('Pools and lanes'), 'bpmn:Participant', 'bpmn:Lane'),
    ...of(t('Steps'), 'bpmn:FlowNode'),
    ...of(t('Flows'), 'bpmn:SequenceFlow'),
  ]
  const removable = element && element !== root
  return (
    <Row oneLine align="end" gap="xs">
      <div className={classes.grow}>
        <ChoiceSetting
          label={t('Settings of')}
          placeholder={t('Several elements')}
          options={options}
          value={element?.id ?? null}
          onChange={(id) => id && drawing.show(id)}
        />
      </div>
      {removable && (
        <IconButton
          icon={IconTrash}
          label={t('Delete this element')}
          onClick={() => drawing.modeling.removeElements([element])}
        />
      )}
    </Row>
  )
}
