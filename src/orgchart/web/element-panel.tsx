import { IconClipboard, IconPlus, IconScissors, IconTrash, IconUserMinus, IconX } from '@tabler/icons-react'
import { Button, IconButton } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Menu } from '../../ui/menu.tsx'
import { TextSetting } from '../../ui/setting-fields.tsx'
import type { DraftElementShape } from '../contract-draft.ts'
import { putOf } from './edits.ts'
import { useKindWords } from './kind-words.ts'
import { PersonLink, PlacePeople } from './place-people.tsx'
import { PlacePicker } from './place-picker.tsx'
import type { ChartState } from './use-chart.ts'
import type { Drawing } from './use-drawing.ts'
import type { Editing } from './use-editing.ts'

type Props = {
  element: DraftElementShape
  drawing: Drawing
  chart: ChartState<DraftElementShape>
  editing: Editing
}

function Lead({ element, drawing }: Pick<Props, 'element' | 'drawing'>) {
  const t = useText()
  const isHead = element.kind === 'department'
  return (
    <div>
      <Text small quiet>
        {isHead ? t('Head') : t('Holder')}
      </Text>
      <Stack gap="xs">
        {element.lead ? (
          <Row justify="between" oneLine>
            <PersonLink person={element.lead} />
            <IconButton
              icon={IconX}
              label={t('Vacate')}
              onClick={() => drawing.edit([putOf(element, { lead: null })])}
            />
          </Row>
        ) : (
          <Text quiet>{isHead ? t('Nobody') : t('Vacant')}</Text>
        )}
        <PlacePicker
          label={element.lead ? t('Replace by') : t('Give to')}
          occupiedBy={element.lead?.name}
          place={element.name}
          onPick={(person) => {
            drawing.meet(person)
            drawing.edit([putOf(element, { lead: person.id })])
          }}
        />
      </Stack>
    </div>
  )
}

function Members({ element, drawing }: Pick<Props, 'element' | 'drawing'>) {
  const t = useText()
  return (
    <div>
      <Text small quiet>
        {t('People')}
      </Text>
      <Stack gap="xs">
        <PlacePeople
          element={element.id}
          of="draft"
          aside={(person) => (
            <IconButton
              icon={IconUserMinus}
              label={t('Take {{name}} out', { name: person.name })}
              onClick={() => drawing.edit([{ do: 'leave', id: element.id, user: person.id }])}
            />
          )}
        />
        <PlacePicker
          label={t('Add somebody')}
          place={element.name}
          onPick={(person) => drawing.edit([{ do: 'join', id: element.id, user: person.id }])}
        />
      </Stack>
    </div>
  )
}

/** The chosen element: what it is called, who leads it, who is in it, and what can be done with it. */
export function ElementPanel({ element, drawing, chart, editing }: Props) {
  const t = useText()
  const kinds = useKindWords()
  const { acts, cut, cutName } = editing
  return (
    <Panel
      title={element.name || t('Unnamed')}
      description={kinds[element.kind]}
      actions={
        <Row gap="xs" oneLine>
          <Menu
            label={t('Actions')}
            entries={[
              {
                label: t('Cut'),
                icon: IconScissors,
                onClick: () => acts.cut(element.id),
                disabledReason: element.parent === null && t('The top of the chart stays where it is.'),
              },
              cut &&
                cut !== element.id && {
                  label: t('Put {{name}} here', { name: cutName ?? '' }),
                  icon: IconClipboard,
                  onClick: () => acts.paste(element.id),
                },
              'line',
              { label: t('Take out'), icon: IconTrash, danger: true, onClick: () => acts.remove(element.id) },
            ]}
          />
          <IconButton icon={IconX} label={t('Close')} onClick={() => chart.choose(undefined)} />
        </Row>
      }
    >
      <Stack gap="md">
        <TextSetting
          label={t('Name')}
          value={element.name}
          maxLength={200}
          onChange={(name) => acts.rename(element.id, name)}
        />
        {element.kind !== 'employee_group' && <Lead element={element} drawing={drawing} />}
        {element.kind !== 'position' && <Members element={element} drawing={drawing} />}
        <Button kind="plain" icon={IconPlus} onClick={() => acts.add(element.id)}>
          {t('Add below')}
        </Button>
      </Stack>
    </Panel>
  )
}
