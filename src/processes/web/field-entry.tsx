import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronUp,
  IconGripVertical,
  IconTrash,
} from '@tabler/icons-react'
import { codeFrom, freeCode } from '../../base/text.ts'
import { IconButton } from '../../ui/button.tsx'
import { useText, type Translate } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { ChoiceSetting, SwitchSetting, TextSetting } from '../../ui/setting-fields.tsx'
import type { Drawn } from './bpmn.ts'
import { changeField, type FieldSetting, removeField, variableTypes } from './form-fields.ts'
import classes from './modeler.module.css'
import { Entry } from './section.tsx'
import { useSurroundings } from './surroundings.ts'

const typeWords = (t: Translate): Record<(typeof variableTypes)[number], string> => ({
  string: t('Line of text'),
  text: t('Long text'),
  number: t('Number'),
  yes_no: t('Yes or no'),
  date: t('Date'),
  category: t('Choice'),
  user: t('Person'),
})

export type FieldEntryProps = {
  element: Drawn
  field: FieldSetting
  at: number
  count: number
  isOpen: boolean
  onToggle: () => void
  move: (from: number, to: number) => void
}

const dragType = 'application/x-portico-field'

/** One field of a form: dragged by its grip or moved by its arrows, opened for the rest. */
export function FieldEntry({ element, field, at, count, isOpen, onToggle, move }: FieldEntryProps) {
  const t = useText()
  const { drawing, app } = useSurroundings()
  const known = field.from === 'item' ? app?.fields.find(({ code }) => code === field.name) : undefined
  const name = field.label || (known?.name ?? field.name)
  const change = (next: Partial<FieldSetting>): void => changeField(drawing, element, at, next)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dragging is the mouse's way; the arrows below do the same by keyboard
    <div
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragType, String(at))}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(dragType)) event.preventDefault()
      }}
      onDrop={(event) => {
        const from = event.dataTransfer.getData(dragType)
        if (from !== '') move(Number(from), at)
      }}
    >
      <Entry label={t('Field {{name}}', { name })}>
        <Row gap="xs" justify="between" oneLine>
          <div className={classes.fieldName}>
            <IconGripVertical size={14} aria-hidden className={classes.grip} />
            <Text strong lines={1}>
              {name}
            </Text>
          </div>
          <Row gap="none" oneLine>
            <IconButton
              icon={IconArrowUp}
              label={t('Move {{name}} up', { name })}
              disabledReason={at === 0 && t('It is the first one.')}
              onClick={() => move(at, at - 1)}
            />
            <IconButton
              icon={IconArrowDown}
              label={t('Move {{name}} down', { name })}
              disabledReason={at === count - 1 && t('It is the last one.')}
              onClick={() => move(at, at + 1)}
            />
            <IconButton
              icon={isOpen ? IconChevronUp : IconChevronDown}
              label={isOpen ? t('Fewer settings of {{name}}', { name }) : t('More settings of {{name}}', { name })}
              onClick={onToggle}
            />
          </Row>
        </Row>
        {known?.type !== 'status' && (
          <Row gap="md">
            <SwitchSetting
              label={t('Can be filled in')}
              value={field.access === 'write'}
              onChange={(wanted) =>
                change({ access: wanted ? 'write' : 'read', ...(wanted ? {} : { required: false }) })
              }
            />
            {field.access === 'write' && (
              <SwitchSetting
                label={t('Required')}
                value={field.required}
                onChange={(required) => change({ required })}
              />
            )}
          </Row>
        )}
        {isOpen && <More {...{ element, field, at, change }} />}
      </Entry>
    </div>
  )
}

type MoreProps = Pick<FieldEntryProps, 'element' | 'field' | 'at'> & { change: (next: Partial<FieldSetting>) => void }

function More({ element, field, at, change }: MoreProps) {
  const t = useText()
  const { drawing, app } = useSurroundings()
  const words = typeWords(t)
  return (
    <>
      <TextSetting
        label={t('Label')}
        placeholder={app?.fields.find(({ code }) => code === field.name)?.name ?? field.name}
        value={field.label}
        maxLength={120}
        onChange={(label) => change({ label: label.trim() })}
      />
      {field.from === 'variable' && (
        <>
          <TextSetting
            label={t('Variable')}
            verbatim
            maxLength={60}
            value={field.name}
            onChange={(name) => name.trim() !== '' && change({ name: codeFrom(name) })}
          />
          <ChoiceSetting
            label={t('Type')}
            options={variableTypes.map((type) => ({ value: type, label: words[type] }))}
            value={field.type || 'string'}
            onChange={(type) => change({ type: type ?? 'string' })}
          />
          {field.type === 'category' && (
            <TextSetting
              label={t('Options, one a line')}
              rows={3}
              value={field.options.map(({ value, label }) => label || value).join('\n')}
              onChange={(lines) => change({ options: optionsFrom(lines, field.options) })}
            />
          )}
        </>
      )}
      <Row>
        <IconButton
          icon={IconTrash}
          label={t('Take {{name}} out of the form', { name: field.label || field.name })}
          kind="danger"
          onClick={() => removeField(drawing, element, at)}
        />
      </Row>
    </>
  )
}

/** An option that keeps its words keeps its code. */
function optionsFrom(lines: string, before: FieldSetting['options']): FieldSetting['options'] {
  const made: FieldSetting['options'] = []
  for (const line of lines.split('\n').map((one) => one.trim())) {
    if (line === '' || made.some(({ label }) => label === line)) continue
    const known = before.find(({ value, label }) => (label || value) === line)
    made.push({
      value:
        known?.value ??
        freeCode(
          codeFrom(line),
          made.map(({ value }) => value),
        ),
      label: line,
    })
  }
  return made
}
