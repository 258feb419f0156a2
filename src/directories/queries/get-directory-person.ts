import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getDirectoryPersonApi } from '../contract.ts'
import { findPerson } from '../sign-in.sql.ts'

export const getDirectoryPerson = query({
  name: 'getDirectoryPerson',
  endpoint: getDirectoryPersonApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { user }) {
    const person = await findPerson(db, user)
    if (!person) throw notFound()
    return person
  },
})
