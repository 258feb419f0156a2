import { personBehind } from '../../access/actor.ts'
import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockSettings, saveSettings } from '../company.sql.ts'
import { updateCompanySettingsApi } from '../contract.ts'
import { revise } from '../settings.ts'

export const updateCompanySettings = command({
  name: 'updateCompanySettings',
  endpoint: updateCompanySettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, change) {
    const old = await lockSettings(tx)
    const now = revise('company', old, change)
    await saveSettings(tx, now, personBehind(actor)!)
    note(differences(old, now))
    await changed(tx, { topics: ['company', 'me'], employees: true })
    return { version: now.version }
  },
})
