import type { Column } from '../../ui/column.ts'
import type { Translate } from '../../ui/language.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import type { FieldShape } from '../contract.ts'
import type { ItemShape } from '../contract-items.ts'
import { FieldValue } from './field-value.tsx'
import type { ItemEndpoints } from './item-endpoints.ts'

/** Types the server can sort by. */
const sortable: readonly FieldShape['type'][] = ['string', 'number', 'yes_no', 'date', 'category', 'status', 'user']

export type ColumnsOf = {
  fields: readonly FieldShape[]
  titleField: string | null
  /** Codes of the columns wanted, in their order; the first six that fit when left out. */
  chosen?: readonly string[]
  endpoints: ItemEndpoints
}

/** Columns of a list of items: what they are called, their fields, when they were made. */
export function itemColumns({ fields, titleField, chosen, endpoints }: ColumnsOf, t: Translate): Column<ItemShape>[] {
  const others = fields.filter(({ code, type }) => code !== titleField && type !== 'text')
  const shown = chosen
    ? chosen.flatMap((code) => fields.find((field) => field.code === code && code !== titleField) ?? [])
    : others.toSorted((a, b) => place(a) - place(b)).slice(0, 5)
  return [
    {
      key: titleField ?? 'title',
      title: fields.find(({ code }) => code === titleField)?.name ?? t('Name'),
      sortable: titleField !== null,
      show: ({ title }) => title || t('Without a name'),
    },
    ...shown.map(
      (field): Column<ItemShape> => ({
        key: field.code,
        title: field.name,
        sortable: sortable.includes(field.type),
        ...(field.type === 'number' ? { align: 'end' as const } : {}),
        show: ({ values }) =>
          values[field.code] === null ? null : (
            <FieldValue field={field} value={values[field.code]} endpoints={endpoints} short />
          ),
      }),
    ),
    {
      key: 'created_at',
      title: t('Created'),
      sortable: true,
      width: 140,
      show: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
  ]
}

/** What tells most about an item stands first. */
const place = ({ type }: FieldShape): number =>
  ['status', 'category', 'user', 'date', 'number', 'yes_no'].indexOf(type) >>> 0
