import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { dnKey } from '../../ldap/values.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { setDirectoryGroupsApi } from '../contract.ts'
import { lockDirectory, replaceMapped, touchDirectory } from '../directory.sql.ts'
import { explainDirectoryWrite, refuseStale } from '../stale.ts'

/** Members follow with the next run; those of a group that is named no more leave it then. */
export const setDirectoryGroups = command({
  name: 'setDirectoryGroups',
  endpoint: setDirectoryGroupsApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, note }, { directory: id, version, groups }) {
    const directory = await lockDirectory(tx, id)
    if (!directory) throw notFound()
    refuseStale(directory, version)
    const mapped = groups.map(({ dn, group }) => ({ dn, key: dnKey(dn), group }))
    await explainDirectoryWrite(() => replaceMapped(tx, id, mapped))
    const saved = await touchDirectory(tx, id, personBehind(actor))
    note({ directory: id, name: directory.name, groups })
    await changed(tx, { topics: ['directories'], employees: true })
    return { version: saved }
  },
})
