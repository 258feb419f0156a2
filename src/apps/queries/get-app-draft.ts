import { query } from '../../operations/operation.ts'
import { readApp } from '../app.sql.ts'
import { getAppDraftApi } from '../contract.ts'

export const getAppDraft = query({
  name: 'getAppDraft',
  endpoint: getAppDraftApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ db }, { app }) {
    const { version, draft, fields } = await readApp(db, app)
    return { version, fields: draft ?? fields }
  },
})
