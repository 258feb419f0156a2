import { listGroupsApi } from '../../groups/contract.ts'
import { api } from '../../ui/api.ts'
import type { Translate } from '../../ui/language.ts'
import type { PersonOption } from '../../ui/person-field.tsx'

const most = 20

/** Groups of employees by a part of their name, however many there are. Those of the system have names in every language. */
export async function findGroups(text: string, t: Translate): Promise<PersonOption[]> {
  const { rows } = await api(listGroupsApi, { search: text, audience: 'employees', limit: most })
  return rows.map(({ id, name, scope, workspace }) => ({
    id,
    name: scope === 'system' ? t(name) : name,
    note: workspace?.name ?? t('Group'),
  }))
}
