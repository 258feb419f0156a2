import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { refuseStale } from '../app.ts'
import { lockApp, saveDraft } from '../app.sql.ts'
import { saveFieldsApi } from '../contract.ts'
import { sameField, shapeOfDraft } from '../field.ts'

export const saveFields = command({
  name: 'saveFields',
  endpoint: saveFieldsApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ tx, note }, { app, version, fields }) {
    const before = await lockApp(tx, app)
    refuseStale(before, version)
    const drawn = fields.map(shapeOfDraft)
    const isAsPublished =
      before.table !== null &&
      drawn.length === before.fields.length &&
      drawn.every((field, place) => {
        const published = before.fields[place]!
        return published.code === field.code && sameField(published, field)
      })
    const saved = await saveDraft(tx, app, isAsPublished ? null : drawn)
    await changed(tx, { topics: [`app:${app}`], employees: true })
    note({ fields: drawn.map(({ code, type }) => `${code}: ${type}`) })
    return { version: saved }
  },
})
