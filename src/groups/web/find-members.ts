import { searchPeopleApi } from '../../people/contract.ts'
import { listOrganizationsApi } from '../../people/contract-organizations.ts'
import { getOrgChartApi } from '../../orgchart/contract.ts'
import { photoAddress } from '../../people/web/photo-address.ts'
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

/** Groups of the same audience that can stand in this one: of an app, only those of that app. */
async function findGroups(group: GroupShape, text: string, t: Translate): Promise<PersonOption[]> {
  const { rows } = await api(listGroupsApi, { search: text, audience: group.audience, limit: 2 * most })
  return rows
    .filter(
      (other) => other.id !== group.id && other.scope !== 'system' && (!other.app || other.app.id === group.app?.id),
    )
    .slice(0, most)
    .map((other) => ({ id: other.id, name: groupName(other, t), note: other.workspace?.name ?? t('Group') }))
}

/** Whoever can become a member: people first, then groups and places. System groups hold people only, roles no groups. */
export async function findMembers(group: GroupShape, text: string, t: Translate): Promise<PersonOption[]> {
  const [people, groups, places] = await Promise.all([
    api(searchPeopleApi, { search: text, kind: group.audience === 'employees' ? 'employee' : 'external' }),
    group.scope === 'system' || group.type === 'role' ? [] : findGroups(group, text, t),
    group.scope === 'system' ? [] : findPlaces(group.audience, text, t),
  ])
  return [
    ...people.rows.map((one) => ({ id: one.id, name: one.name, note: one.detail, src: photoAddress(one) })),
    ...groups,
    ...places,
  ]
}
