import { personBehind } from '../../access/actor.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { createExternalUserApi } from '../contract.ts'
import { makeUser } from './make-user.ts'

export const createExternalUser = command({
  name: 'createExternalUser',
  endpoint: createExternalUserApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, { fullName, email, phone, organization, language }) {
    const id = await makeUser(tx, {
      kind: 'external',
      status: 'not_registered',
      fullName,
      email: email ?? null,
      phone: phone || null,
      organization: organization ?? null,
      language: language ?? null,
      timeZone: null,
      passwordHash: null,
      by: personBehind(actor),
    })
    note({ user: id, fullName })
    await changed(tx, { topics: ['users'], employees: true })
    return { id }
  },
})
