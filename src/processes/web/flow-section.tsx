import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { SwitchSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { type Connection, type Drawn, isA, moddleOf } from './bpmn.ts'
import {
  buttonOf,
  conditionOf,
  freeKey,
  isDefault,
  isFromUserTask,
  setDefault,
  writeButton,
  writeCondition,
} from './buttons.ts'
import { ButtonSettings, NoButton } from './button-section.tsx'
import { nameOrKind } from './offers.ts'
import { Section } from './section.tsx'
import { useSurroundings } from './surroundings.ts'

const withoutConditions = ['bpmn:StartEvent', 'bpmn:ParallelGateway']

/** When a flow is taken: by a button, under a condition, when nothing else is, or always. */
export function FlowSection({ flow }: { flow: Connection }) {
  const t = useText()
  const { drawing } = useSurroundings()
  const source = flow.source as Drawn
  const button = buttonOf(flow)
  const from = nameOrKind(source, t)
  const to = nameOrKind(flow.target as Drawn, t)
  const canDecide = !isA(source, ...withoutConditions)
  return (
    <Section title={t('When it is taken')} note={t('From “{{from}}” to “{{to}}”.', { from, to })}>
      {button && (
        <>
          <Text small>{t('When this button is pressed.')}</Text>
          <ButtonSettings flow={flow} button={button} />
          <NoButton flow={flow} />
        </>
      )}
      {!button && canDecide && (
        <>
          <SwitchSetting
            label={t('Default: taken when no other one is')}
            value={isDefault(flow)}
            onChange={(wanted) => setDefault(drawing, flow, wanted)}
          />
          {!isDefault(flow) && <Condition flow={flow} />}
        </>
      )}
      {!button && !canDecide && <Text small>{t('Always: nothing is decided there.')}</Text>}
      {!button && isFromUserTask(flow) && (
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
      )}
    </Section>
  )
}

function Condition({ flow }: { flow: Drawn }) {
  const t = useText()
  const { drawing } = useSurroundings()
  return (
    <TextSetting
      label={t('Condition (FEEL)')}
      description={t('Such as = amount > 100 or = item.status = "new".')}
      rows={2}
      verbatim
      maxLength={4000}
      value={conditionOf(flow)}
      onChange={(text) => writeCondition(drawing, flow, text.trim() === '' ? '' : text.trim().replace(/^=?\s*/, '= '))}
    />
  )
}
