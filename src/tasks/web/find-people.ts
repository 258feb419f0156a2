import { searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import type { PersonOption } from '../../ui/person-field.tsx'

/** Employees, for the people fields of a form and for giving a task to somebody. */
export async function findPeople(search: string): Promise<PersonOption[]> {
  const { rows } = await api(searchPeopleApi, { search })
  return rows.map(({ id, name, detail }) => ({ id, name, note: detail }))
}
