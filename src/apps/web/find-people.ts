import { searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import type { PersonOption } from '../../ui/person-field.tsx'

/** People whom a field of an item may name. */
export async function findPeople(search: string): Promise<PersonOption[]> {
  const { rows } = await api(searchPeopleApi, { search })
  return rows.map(({ id, name, detail }) => ({ id, name, note: detail }))
}
