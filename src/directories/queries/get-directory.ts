import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { isPasswordLost } from '../account.ts'
import { getDirectoryApi } from '../contract.ts'
import { countPeopleOf, findDirectory, listMapped } from '../directory.sql.ts'

export const getDirectory = query({
  name: 'getDirectory',
  endpoint: getDirectoryApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, secrets }, { directory: id }) {
    const directory = await findDirectory(db, id)
    if (!directory) throw notFound()
    const { password: _, ...told } = directory
    return {
      ...told,
      isPasswordLost: isPasswordLost(secrets, directory),
      people: await countPeopleOf(db, id),
      groups: await listMapped(db, id),
    }
  },
})
