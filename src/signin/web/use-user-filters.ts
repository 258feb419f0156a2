import { listGroupsApi } from '../../groups/contract.ts'
import { getOrgChartApi } from '../../orgchart/contract.ts'
import { employeeStatuses } from '../../people/contract.ts'
import { statusWords } from '../../people/web/user-status.tsx'
import { useText } from '../../ui/language.ts'
import type { Filter } from '../../ui/filter.ts'
import { useQueryOf } from '../../ui/queries.ts'

/** What the list of users is narrowed by; what only administrators know is offered to them alone. */
export function useUserFilters(administers: boolean): Filter[] {
  const t = useText()
  const groups = useQueryOf(listGroupsApi, { limit: 200 }, { enabled: administers })
  const chart = useQueryOf(getOrgChartApi, {})
  const places = (chart.data?.elements ?? []).map(({ id, name }) => ({ value: id as string, label: name }))
  const inside = (groups.data?.rows ?? [])
    .filter(({ audience }) => audience === 'employees')
    .map(({ id, name, scope }) => ({ value: id as string, label: scope === 'system' ? t(name) : name }))
  const common: Filter[] = [
    {
      name: 'status',
      label: t('Status'),
      options: employeeStatuses.map((status) => ({ value: status, label: t(statusWords[status]) })),
    },
    { name: 'element', label: t('Place'), options: places },
  ]
  if (!administers) return common
  return [
    ...common,
    { name: 'group', label: t('Group'), options: inside, more: true },
    {
      name: 'seat',
      label: t('Seat'),
      more: true,
      options: [
        { value: 'held', label: t('Holds a seat') },
        { value: 'none', label: t('Without a seat') },
      ],
    },
    {
      name: 'signIn',
      label: t('Signing in'),
      more: true,
      options: [
        { value: 'here', label: t('Signed in now') },
        { value: 'paused', label: t('Paused after wrong passwords') },
        { value: 'not_lately', label: t('Not in the last 90 days') },
      ],
    },
    { name: 'deleted', label: t('Deleted'), more: true, options: [{ value: 'yes', label: t('Only deleted ones') }] },
  ]
}
