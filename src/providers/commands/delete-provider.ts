import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { deleteProviderApi } from '../contract.ts'
import { countPeopleOf, lockProvider, removeProvider } from '../provider.sql.ts'

/** Nobody is locked by it: whoever has no password here sets one by the way of a forgotten one. */
export const deleteProvider = command({
  name: 'deleteProvider',
  endpoint: deleteProviderApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, note }, { provider: id }) {
    const provider = await lockProvider(tx, id)
    if (!provider) throw notFound()
    const people = await countPeopleOf(tx, id)
    await removeProvider(tx, id)
    note({ provider: id, name: provider.name, issuer: provider.issuer, people })
    await changed(tx, { topics: ['providers', 'users'], employees: true })
    return { people }
  },
})
