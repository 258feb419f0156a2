import { AndFilter, OrFilter, SubstringFilter } from 'ldapts'
import { notFound } from '../../base/refusal.ts'
import { withDirectory } from '../../ldap/connect.ts'
import { textOf } from '../../ldap/values.ts'
import { query } from '../../operations/operation.ts'
import { accountOf } from '../account.ts'
import { findDirectoryGroupsApi } from '../contract.ts'
import { findDirectory } from '../directory.sql.ts'
import { parsedFilter } from '../read.ts'

const shown = 20

/** Asks the directory itself; what was typed stays a value in a tree (RFC 4515 needs no escaping there). */
export const findDirectoryGroups = query({
  name: 'findDirectoryGroups',
  endpoint: findDirectoryGroupsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, secrets }, { directory: id, search }) {
    const directory = await findDirectory(db, id)
    if (!directory) throw notFound()
    const all = parsedFilter(directory.groupFilter)
    const like = ['cn', 'description'].map((attribute) => new SubstringFilter({ attribute, any: [search.trim()] }))
    const filter = search.trim() ? new AndFilter({ filters: [all, new OrFilter({ filters: like })] }) : all
    const base = directory.groupBaseDn ?? directory.baseDn
    const found = await withDirectory(directory, accountOf(directory, secrets), (session) =>
      session.few({ base, filter, attributes: ['cn'] }, shown),
    )
    return { rows: found.map((entry) => ({ dn: entry.dn, name: textOf(entry, 'cn').text ?? entry.dn })) }
  },
})
