import { FormProvider, useForm } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckboxField, NumberField, TextField } from '../../ui/fields.tsx'
import { checkInput } from '../../ui/input-issues.ts'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { useUnsavedGuard } from '../../ui/unsaved-guard.ts'
import { fieldDraft, type FieldShape, type FieldType } from '../contract.ts'
import { fieldOf, type FieldValues, fieldValues } from './field-draft.ts'
import { fieldTypeWords } from './field-types.ts'
import { OptionsEditor } from './options-editor.tsx'

export type FieldDialogProps = {
  type: FieldType
  /** The field to change; without it a new one is drawn. */
  field: FieldShape | undefined
  takenCodes: readonly string[]
  onKeep: (field: FieldShape) => void
  onClose: () => void
}

/** One field: its name, whether it is required, and what its type needs to know. */
export function FieldDialog(props: FieldDialogProps) {
  const t = useText()
  const { name } = fieldTypeWords[props.type]
  return (
    <Dialog
      title={
        props.field ? t('Field “{{name}}”', { name: props.field.name }) : t('New field: {{type}}', { type: t(name) })
      }
      isOpen
      onClose={props.onClose}
      size="lg"
    >
      <FieldForm {...props} />
    </Dialog>
  )
}

function FieldForm({ type, field, takenCodes, onKeep, onClose }: FieldDialogProps) {
  const t = useText()
  const form = useForm<FieldValues>({ defaultValues: fieldValues(type, field, t) })
  useUnsavedGuard(() => form.formState.isDirty && !form.formState.isSubmitSuccessful)

  /** The contract says what is wrong; a missing option name is told at its place. */
  const keep = (values: FieldValues): void => {
    const drawn = fieldOf(type, values, field, takenCodes)
    const { errors } = checkInput(fieldDraft, drawn, t)
    for (const [place, message] of Object.entries(errors)) {
      const at = place === 'code' ? 'name' : place.replace(/\.code$/, '.name')
      form.setError(at as 'name', { type: 'input', message })
    }
    if (Object.keys(errors).length === 0) onKeep(drawn)
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => {
          event.stopPropagation()
          void form.handleSubmit(keep)(event)
        }}
      >
        <Stack>
          <TextField name="name" label={t('Name')} required autoFocus maxLength={120} />
          {field && (
            <Text small quiet>
              {t('Code {{code}}; it stays as it is, because items and processes name it.', { code: field.code })}
            </Text>
          )}
          {type === 'number' && <NumberField name="decimals" label={t('Decimals')} min={0} max={10} />}
          {(type === 'category' || type === 'status') && <OptionsEditor isStatus={type === 'status'} />}
          {type !== 'yes_no' && (
            <CheckboxField
              name="required"
              label={t('Required')}
              description={t('Nobody can make an item without filling it in.')}
            />
          )}
          <Row justify="end">
            <Button kind="plain" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button submit>{field ? t('Keep') : t('Add the field')}</Button>
          </Row>
        </Stack>
      </form>
    </FormProvider>
  )
}
