import { searchPeopleApi } from '../../people/contract.ts'
import { photoAddress } from '../../people/web/photo-address.ts'
import { api } from '../../ui/api.ts'
import type { PersonOption } from '../../ui/person-field.tsx'

/** People whom a field of an item may name. */
export async function findPeople(search: string): Promise<PersonOption[]> {
  const { rows } = await api(searchPeopleApi, { search })
  return rows.map((one) => ({ id: one.id, name: one.name, note: one.detail, src: photoAddress(one) }))
}
