import { apiPath } from '../../base/endpoint.ts'
import type { FieldShape } from '../../apps/contract.ts'
import type { ItemValue } from '../../apps/contract-items.ts'
import { downloadFileOnPortalApi } from '../../files/contract.ts'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'

const tones = {
  gray: 'neutral',
  blue: 'info',
  teal: 'info',
  violet: 'info',
  green: 'good',
  yellow: 'warning',
  orange: 'warning',
  red: 'bad',
} as const

export const fileAddress = (file: string): string => apiPath(downloadFileOnPortalApi).replace(':file', file)

/** What stands in a field of an item, as an outsider reads it. */
export function ItemValueView({ field, value }: { field: FieldShape; value: ItemValue | undefined }) {
  const t = useText()
  const { date, number } = useFormat()
  if (value === null || value === undefined || value === '') return <span aria-label={t('Empty')}>–</span>
  if (Array.isArray(value)) {
    return value.map((file) => (
      <div key={file.id}>
        <a href={fileAddress(file.id)} download>
          {file.name}
        </a>
      </div>
    ))
  }
  if (typeof value === 'object') return value.name
  if (field.type === 'status' || field.type === 'category') {
    const option = field.options?.find(({ code }) => code === value)
    return <StatusBadge tone={tones[option?.color ?? 'gray']}>{option?.name ?? String(value)}</StatusBadge>
  }
  if (field.type === 'yes_no') return value ? t('Yes') : t('No')
  if (field.type === 'date') return date(`${String(value)}T12:00:00`)
  if (field.type === 'number' && typeof value === 'number') return number(value)
  return String(value)
}
