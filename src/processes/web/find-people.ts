import { searchPeopleApi } from '../../people/contract.ts'
import { photoAddress } from '../../people/web/photo-address.ts'
import { api } from '../../ui/api.ts'
import type { PersonOption } from '../../ui/person-field.tsx'

/** People for the person fields of a start form. */
export async function findPeople(text: string): Promise<PersonOption[]> {
  const { rows } = await api(searchPeopleApi, { search: text })
  return rows.map((one) => ({ id: one.id, name: one.name, note: one.detail, src: photoAddress(one) }))
}
