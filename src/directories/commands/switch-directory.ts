import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { switchDirectoryApi } from '../contract.ts'
import { lockDirectory, setEnabled } from '../directory.sql.ts'

export const switchDirectory = command({
  name: 'switchDirectory',
  endpoint: switchDirectoryApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, note }, { directory: id, isEnabled }) {
    const directory = await lockDirectory(tx, id)
    if (!directory) throw notFound()
    await setEnabled(tx, id, isEnabled)
    note({ directory: id, name: directory.name, isEnabled })
    await changed(tx, { topics: ['directories'], employees: true })
    return null
  },
})
