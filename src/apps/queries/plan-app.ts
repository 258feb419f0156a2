import { query } from '../../operations/operation.ts'
import { readApp } from '../app.sql.ts'
import { planAppApi } from '../contract.ts'
import { planPublication } from '../publication.ts'

export const planApp = query({
  name: 'planApp',
  endpoint: planAppApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ db }, { app }) {
    const read = await readApp(db, app)
    const { steps, items } = await planPublication(db, read)
    return { version: read.version, items, steps }
  },
})
