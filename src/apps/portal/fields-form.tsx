import { uploadFile } from '../../ui/api.ts'
import { DateField } from '../../ui/date-field.tsx'
import { NumberField, SelectField, SwitchField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { Stack } from '../../ui/layout.tsx'
import { PersonField, type PersonOption } from '../../ui/person-field.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import type { FieldShape } from '../contract.ts'
import type { ItemValues } from '../contract-items.ts'
import type { FieldAccess } from './field-values.ts'
import { FieldValue } from './field-value.tsx'
import type { ItemEndpoints } from './item-endpoints.ts'

/** Largest file, as the server has it; told before anything is sent. */
export const fileLimit = 50 * 1024 * 1024

export type FieldsFormProps = {
  fields: readonly FieldShape[]
  /** Where uploads go and downloads come from. */
  endpoints: Pick<ItemEndpoints, 'upload' | 'download'>
  /** What may be done with each field, by its code; `write` where nothing is said. */
  access?: Record<string, FieldAccess>
  /** What the item has: shown where a field may only be read, and for the names of the people in it. */
  values?: ItemValues | undefined
  /** Finds people for fields of that kind; without it such fields can only be read. */
  findPeople?: (text: string) => Promise<readonly PersonOption[]>
  /** Under which name the fields stand in the values of the form around. */
  name?: string
  autoFocus?: boolean
}

/**
 * The fields of an app as controls of the form around them (`CommandForm`), one for each type. Give the form
 * `start={{ values: startValues(fields, item?.values) }}`, and send `enteredValues(fields, values, start)`: refusals
 * then stand at their fields by themselves.
 */
export function FieldsForm({ fields, access = {}, name = 'values', autoFocus, ...rest }: FieldsFormProps) {
  const shown = fields.filter(({ code }) => access[code] !== 'hidden')
  const firstOpen = shown.find(({ code }) => access[code] !== 'read')
  return (
    <Stack>
      {shown.map((field) =>
        access[field.code] === 'read' || (field.type === 'user' && !rest.findPeople) ? (
          <ReadField key={field.code} field={field} values={rest.values} endpoints={rest.endpoints} />
        ) : (
          <FieldControl
            key={field.code}
            field={field}
            name={`${name}.${field.code}`}
            required={access[field.code] === 'required' || field.required}
            autoFocus={!!autoFocus && field === firstOpen}
            {...rest}
          />
        ),
      )}
    </Stack>
  )
}

const ReadField = ({
  field,
  values,
  endpoints,
}: { field: FieldShape } & Pick<FieldsFormProps, 'values' | 'endpoints'>) => (
  <PropertyList
    items={[
      {
        label: field.name,
        value:
          values?.[field.code] == null ? null : (
            <FieldValue field={field} value={values[field.code]} endpoints={endpoints} />
          ),
      },
    ]}
  />
)

type ControlProps = Pick<FieldsFormProps, 'endpoints' | 'values' | 'findPeople'> & {
  field: FieldShape
  name: string
  required: boolean
  autoFocus: boolean
}

function FieldControl({ field, name, required, autoFocus, endpoints, values, findPeople }: ControlProps) {
  const shared = { name, label: field.name, required, autoFocus }
  switch (field.type) {
    case 'string':
      return <TextField {...shared} maxLength={500} />
    case 'text':
      return <TextAreaField {...shared} maxLength={100_000} rows={4} />
    case 'number':
      return <NumberField {...shared} decimals={field.decimals ?? 0} />
    case 'yes_no':
      return <SwitchField {...shared} />
    case 'date':
      return <DateField {...shared} />
    case 'category':
    case 'status':
      return (
        <SelectField
          {...shared}
          clearable={!required && field.type === 'category'}
          options={(field.options ?? []).map((option) => ({ value: option.code, label: option.name }))}
        />
      )
    case 'user': {
      const person = values?.[field.code] as { id: string | null; name: string } | null | undefined
      return (
        <PersonField
          {...shared}
          search={findPeople!}
          searchKey={`field ${field.code}`}
          known={person?.id ? [{ id: person.id, name: person.name }] : []}
          clearable={!required}
        />
      )
    }
    case 'file':
      return (
        <FileField
          {...shared}
          multiple
          limit={fileLimit}
          upload={(file, onProgress, signal) =>
            uploadFile(endpoints.upload, { name: file.name }, file, onProgress, signal)
          }
        />
      )
  }
}
