import { listGroupsApi } from '../../groups/contract.ts'
import { getOrgChartApi } from '../../orgchart/contract.ts'
import { searchPeopleApi } from '../../people/contract.ts'
import { useQueryOf } from '../../ui/queries.ts'
import type { ChoiceOption } from '../../ui/setting-fields.tsx'

export type NamedKind = 'user' | 'group' | 'position' | 'department'

/**
 * What a rule can name. Groups go by their code, so that a diagram means the same in another installation; people and
 * places have ids only. A value in the other spelling is offered as it stands, so that nothing seems lost.
 */
export function useNamed(kind: NamedKind, text: string, value: string): ChoiceOption[] {
  const people = useQueryOf(
    searchPeopleApi,
    { search: text, kind: 'employee' },
    { enabled: kind === 'user', keepPrevious: true },
  )
  const groups = useQueryOf(listGroupsApi, { limit: 200 }, { enabled: kind === 'group', topics: ['groups'] })
  const chart = useQueryOf(getOrgChartApi, {}, { enabled: kind === 'position' || kind === 'department' })
  if (kind === 'user') return (people.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  if (kind === 'group') {
    return (groups.data?.rows ?? [])
      .filter(({ audience }) => audience === 'employees')
      .map(({ id, code, name }) => ({ value: value === id ? id : code, label: name }))
  }
  return (chart.data?.elements ?? [])
    .filter((element) => element.kind === kind)
    .map(({ id, name }) => ({ value: value.toLowerCase() === name.toLowerCase() ? value : id, label: name }))
}
