import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { switchProviderApi } from '../contract.ts'
import { lockProvider, setEnabled } from '../provider.sql.ts'

export const switchProvider = command({
  name: 'switchProvider',
  endpoint: switchProviderApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, note }, { provider: id, isEnabled }) {
    const provider = await lockProvider(tx, id)
    if (!provider) throw notFound()
    await setEnabled(tx, id, isEnabled)
    note({ provider: id, name: provider.name, isEnabled })
    await changed(tx, { topics: ['providers'], employees: true })
    return null
  },
})
