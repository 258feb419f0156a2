import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { codeFrom, freeCode } from '../../base/text.ts'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Spoken, Stack, Text } from '../../ui/layout.tsx'
import { ChoiceSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { type Drawn, isA } from './bpmn.ts'
import { FieldEntry } from './field-entry.tsx'
import { addField, formOf, moveField } from './form-fields.ts'
import { Section } from './section.tsx'
import { useSurroundings } from './surroundings.ts'

/** What is asked and shown at the start and in a task, in this order. */
export function FormSection({ element }: { element: Drawn }) {
  const t = useText()
  const { drawing, app } = useSurroundings()
  const [open, setOpen] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const fields = formOf(element, !!app)
  const isStart = isA(element, 'bpmn:StartEvent')
  const left = (app?.fields ?? []).filter(
    ({ code }) => !fields.some((field) => field.from === 'item' && field.name === code),
  )
  const move = (from: number, to: number): void => {
    moveField(drawing, element, from, to)
    setOpen(null)
    setSaid(t('Now at place {{place}} of {{all}}.', { place: to + 1, all: fields.length }))
  }
  return (
    <Section
      title={t('Form')}
      note={isStart ? t('Asked when the process is started.') : t('Shown and asked in the task.')}
    >
      {fields.length === 0 && (
        <Text small quiet>
          {t('No fields yet.')}
        </Text>
      )}
      <Stack gap="xs">
        {fields.map((field, at) => (
          <FieldEntry
            key={`${field.from} ${field.name}`}
            {...{ element, field, at, count: fields.length, move }}
            isOpen={open === at}
            onToggle={() => setOpen(open === at ? null : at)}
          />
        ))}
      </Stack>
      {app && (
        <ChoiceSetting
          label={t('Add a field of “{{app}}”', { app: app.name })}
          placeholder={left.length === 0 ? t('All are in the form') : t('Choose a field')}
          disabled={left.length === 0}
          options={left.map(({ code, name }) => ({ value: code, label: name }))}
          value={null}
          onChange={(name) => {
            const known = left.find(({ code }) => code === name)
            if (!known) return
            addField(drawing, element, {
              name: known.code,
              from: 'item',
              // The process sets the status itself; what was asked at the start is most often only shown later.
              access: known.type === 'status' ? 'read' : 'write',
              ...(known.required && known.type !== 'status' ? { required: true } : {}),
            })
          }}
        />
      )}
      <NewVariable
        taken={fields.map(({ name }) => name)}
        onAdd={(label, name) =>
          addField(drawing, element, { name, label, from: 'variable', access: 'write', type: 'string' })
        }
      />
      <Spoken>
        <output>{said}</output>
      </Spoken>
    </Section>
  )
}

function NewVariable({ taken, onAdd }: { taken: string[]; onAdd: (label: string, name: string) => void }) {
  const t = useText()
  const [label, setLabel] = useState('')
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) {
    return (
      <Row>
        <Button icon={IconPlus} kind="quiet" size="xs" onClick={() => setOpen(true)}>
          {t('Ask for something else')}
        </Button>
      </Row>
    )
  }
  return (
    <Stack gap="xs">
      <TextSetting
        label={t('What is asked')}
        description={t('Kept in the process and not in the item.')}
        value={label}
        onChange={setLabel}
        maxLength={120}
        autoFocus
      />
      <Row gap="xs">
        <Button
          kind="plain"
          size="xs"
          disabledReason={label.trim() === '' && t('Say what is asked.')}
          onClick={() => {
            onAdd(label.trim(), freeCode(codeFrom(label), taken))
            setLabel('')
            setOpen(false)
          }}
        >
          {t('Add the variable')}
        </Button>
        <Button kind="quiet" size="xs" onClick={() => setOpen(false)}>
          {t('Cancel')}
        </Button>
      </Row>
    </Stack>
  )
}
