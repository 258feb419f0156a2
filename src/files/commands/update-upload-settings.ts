import { differences } from '../../base/differences.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateUploadSettingsApi } from '../contract.ts'
import { lockUploadSettings, saveUploadSettings } from '../upload-settings.sql.ts'

export const updateUploadSettings = command({
  name: 'updateUploadSettings',
  endpoint: updateUploadSettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { version, extensions }) {
    const old = await lockUploadSettings(tx)
    if (old.version !== version) {
      throw new Refusal(
        'conflict',
        'upload_settings.changed_meanwhile',
        'Expected the list as it was when you opened it, but somebody has changed it since. Look at it again and repeat your change.',
        { version: old.version },
      )
    }
    const now = { extensions: extensions && [...new Set(extensions)].toSorted(), version: version + 1 }
    await saveUploadSettings(tx, now)
    note(differences(old, now))
    await changed(tx, { topics: ['upload_settings'], employees: true })
    return { version: now.version }
  },
})
