import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckboxField, SelectField, TextField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { optionColors } from '../contract.ts'
import { type FieldValues, nextColor } from './field-draft.ts'
import classes from './fields-editor.module.css'

const colorWords: Record<(typeof optionColors)[number], string> = {
  gray: 'Grey',
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  yellow: 'Yellow',
  orange: 'Orange',
  red: 'Red',
  violet: 'Violet',
}

/** The options of a category, or the statuses in their order: the first is what a new item begins with. */
export function OptionsEditor({ isStatus }: { isStatus: boolean }) {
  const t = useText()
  const { control } = useFormContext<FieldValues>()
  const { errors } = useFormState({ control })
  const { fields, append, remove, move } = useFieldArray({ control, name: 'options' })
  const wrong = errors.options?.root?.message ?? errors.options?.message
  return (
    <fieldset className={classes.options}>
      <legend className={classes.legend}>{isStatus ? t('Statuses, in their order') : t('Options')}</legend>
      <Stack gap="sm">
        {fields.map((option, at) => (
          <div key={option.id} className={classes.option}>
            <TextField
              name={`options.${at}.name`}
              label={t('Name of option {{number}}', { number: at + 1 })}
              maxLength={60}
            />
            <SelectField
              name={`options.${at}.color`}
              label={t('Colour')}
              options={optionColors.map((color) => ({ value: color, label: t(colorWords[color]) }))}
            />
            {isStatus && (
              <div className={classes.final}>
                <CheckboxField name={`options.${at}.final`} label={t('Final')} />
              </div>
            )}
            <Row gap="none" oneLine>
              <IconButton
                label={t('Move up')}
                icon={IconArrowUp}
                disabledReason={at === 0 && t('It is the first one')}
                onClick={() => move(at, at - 1)}
              />
              <IconButton
                label={t('Move down')}
                icon={IconArrowDown}
                disabledReason={at === fields.length - 1 && t('It is the last one')}
                onClick={() => move(at, at + 1)}
              />
              <IconButton
                label={t('Remove')}
                icon={IconTrash}
                disabledReason={fields.length === 1 && t('At least one stays')}
                onClick={() => remove(at)}
              />
            </Row>
          </div>
        ))}
        {wrong && <Text tone="bad">{wrong}</Text>}
        <Row>
          <Button
            kind="plain"
            size="xs"
            icon={IconPlus}
            onClick={() => append({ code: '', name: '', color: nextColor(fields), final: false })}
          >
            {isStatus ? t('Add a status') : t('Add an option')}
          </Button>
        </Row>
      </Stack>
    </fieldset>
  )
}
