import { searchPeopleApi, listOrganizationsApi } from '../../people/contract.ts'
import { getOrgChartApi } from '../../orgchart/contract.ts'
import { api } from '../../ui/api.ts'
import type { Translate } from '../../ui/language.ts'
import type { PersonOption } from '../../ui/person-field.tsx'
import { type GroupShape, listGroupsApi } from '../contract.ts'
import { groupName } from './group-kind.tsx'

const most = 8

const has = (name: string, text: string): boolean => name.toLowerCase().includes(text.trim().toLowerCase())

/** Departments and positions for employees, organizations for people from outside. */
async function findPlaces(audience: GroupShape['audience'], text: string, t: Translate): Promise<PersonOption[]> {
  if (audience === 'external') {
    const { rows } = await api(listOrganizationsApi, { search: text, limit: most })
    return rows.map(({ id, name }) => ({ id, name, note: t('Organization') }))
  }
  const kinds = { department: t('Department'), position: t('Position'), employee_group: t('Employee group') }
  const { elements } = await api(getOrgChartApi, {})
  return elements
    .filter(({ name }) => has(name, text))
    .slice(0, most)
    .map(({ id, name, kind }) => ({ id, name, note: kinds[kind] }))
}

/** Whoever can become a member: people first, then groups, then places, each only of the group's own audience. */
export async function findMembers(group: GroupShape, text: string, t: Translate): Promise<PersonOption[]> {
  const { audience } = group
  const [people, groups, places] = await Promise.all([
    api(searchPeopleApi, { search: text, kind: audience === 'employees' ? 'employee' : 'external' }),
    api(listGroupsApi, { search: text, limit: 50 }),
    findPlaces(audience, text, t),
  ])
  return [
    ...people.rows.map(({ id, name, detail }) => ({ id, name, note: detail })),
    ...groups.rows
      .filter((other) => other.audience === audience && other.id !== group.id)
      .slice(0, most)
      .map((other) => ({ id: other.id, name: groupName(other, t), note: t('Group') })),
    ...places,
  ]
}
