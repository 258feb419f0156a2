import type { AnswerOf } from '../../base/endpoint.ts'
import type { UserId } from '../../base/ids.ts'
import { api } from '../../ui/api.ts'
import type { PeopleToChoose } from '../../ui/filter.ts'
import { translate } from '../../ui/language.ts'
import type { PersonOption } from '../../ui/person-field.tsx'
import { findAuditPeopleApi } from '../contract.ts'

type Found = AnswerOf<typeof findAuditPeopleApi>['rows'][number]

const asOption = ({ id, name, email, deleted }: Found): PersonOption => ({
  id,
  name,
  note: [email, deleted && translate('deleted')].filter(Boolean).join(' · '),
})

/** Whoever may stand in the audit; also those who are gone. */
export const people: PeopleToChoose = {
  key: 'audit',
  search: async (search) => (await api(findAuditPeopleApi, { search })).rows.map(asOption),
  named: async (person) => (await api(findAuditPeopleApi, { person: person as UserId })).rows.map(asOption)[0],
}
