import { searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import { makeFormat } from '../../ui/format.ts'
import { currentLanguage, translate } from '../../ui/language.ts'
import type { PersonOption } from '../../ui/person-field.tsx'
import { awayText } from './away-text.ts'

/** Employees, for the people fields of a form and for giving a task to somebody. */
export async function findPeople(search: string): Promise<PersonOption[]> {
  const { rows } = await api(searchPeopleApi, { search, kind: 'employee' })
  const format = makeFormat(currentLanguage())
  return rows.map(({ id, name, detail, away }) => ({
    id,
    name,
    note: away ? `${detail} · ${awayText(away, translate, format)}` : detail,
  }))
}
