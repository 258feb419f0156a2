import { PropertyList } from '../../ui/property-list.tsx'
import type { FieldShape } from '../contract.ts'
import type { ItemShape } from '../contract-items.ts'
import { FieldValue } from './field-value.tsx'
import type { ItemEndpoints } from './item-endpoints.ts'

export type ItemViewProps = {
  item: ItemShape
  fields: readonly FieldShape[]
  endpoints: ItemEndpoints
}

/** The fields of an item, for reading; files are links. */
export function ItemView({ item, fields, endpoints }: ItemViewProps) {
  return (
    <PropertyList
      items={fields.map((field) => {
        const value = item.values[field.code]
        const isEmpty = value === null || value === undefined || value === ''
        return {
          label: field.name,
          value: isEmpty ? null : <FieldValue field={field} value={value} endpoints={endpoints} />,
        }
      })}
    />
  )
}
