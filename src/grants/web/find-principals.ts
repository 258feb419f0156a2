import { listGroupsApi } from '../../groups/contract.ts'
import { getOrgChartApi } from '../../orgchart/contract.ts'
import { listOrganizationsApi } from '../../people/contract-organizations.ts'
import { searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import type { Translate } from '../../ui/language.ts'
import type { PersonOption } from '../../ui/person-field.tsx'

const most = 6

/** Whoever rights can be given to: employees, people from outside, groups, places of the org chart, organizations. */
export async function findPrincipals(text: string, t: Translate): Promise<PersonOption[]> {
  const [employees, outsiders, groups, { elements }, organizations] = await Promise.all([
    api(searchPeopleApi, { search: text, kind: 'employee' }),
    api(searchPeopleApi, { search: text, kind: 'external' }),
    api(listGroupsApi, { search: text, limit: most }),
    api(getOrgChartApi, {}),
    api(listOrganizationsApi, { search: text, limit: most }),
  ])
  const kinds = { department: t('Department'), position: t('Position'), employee_group: t('Employee group') }
  const wanted = text.trim().toLowerCase()
  return [
    ...groups.rows.map(({ id, name, workspace }) => ({ id, name, note: workspace?.name ?? t('Group') })),
    ...elements
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .slice(0, most)
      .map(({ id, name, kind }) => ({ id, name, note: kinds[kind] })),
    ...employees.rows.slice(0, most).map(({ id, name, detail }) => ({ id, name, note: detail })),
    ...outsiders.rows
      .slice(0, most)
      .map(({ id, name, detail }) => ({ id, name, note: [detail, t('from outside')].filter(Boolean).join(' · ') })),
    ...organizations.rows.map(({ id, name }) => ({ id, name, note: t('Organization') })),
  ]
}
