import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { deleteDirectoryApi } from '../contract.ts'
import { countPeopleOf, lockDirectory, removeDirectory } from '../directory.sql.ts'
import { lockOpenRun } from '../run.sql.ts'
import { isUnderWay, underWay } from './start-run.ts'

/** Nobody is locked by it: people go on as local ones, and set a password of their own by the way of a forgotten one. */
export const deleteDirectory = command({
  name: 'deleteDirectory',
  endpoint: deleteDirectoryApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, note }, { directory: id }) {
    const directory = await lockDirectory(tx, id)
    if (!directory) throw notFound()
    const open = await lockOpenRun(tx, id)
    if (open && isUnderWay(open)) throw underWay()
    const people = await countPeopleOf(tx, id)
    await removeDirectory(tx, id)
    note({ directory: id, name: directory.name, url: directory.url, people })
    await changed(tx, { topics: ['directories', 'users'], employees: true })
    return { people }
  },
})
