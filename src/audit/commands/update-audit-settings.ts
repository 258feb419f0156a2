import { differences } from '../../base/differences.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateAuditSettingsApi } from '../contract.ts'
import { findAuditors, lockAuditSettings, saveAuditSettings } from '../settings.sql.ts'

export const updateAuditSettings = command({
  name: 'updateAuditSettings',
  endpoint: updateAuditSettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { version, keepMonths, auditors, downloads }) {
    const old = await lockAuditSettings(tx)
    if (old.version !== version) {
      throw new Refusal(
        'conflict',
        'audit.changed_meanwhile',
        `Expected version ${version} of these settings, but somebody has changed them since. Look at them again and repeat your change.`,
        { version: old.version },
      )
    }
    const group = auditors ? await findAuditors(tx, auditors) : undefined
    if (auditors && !group) {
      throw new Refusal(
        'unprocessable',
        'audit.group_unusable',
        'Expected a group of employees that is there: people from outside never read the audit.',
      )
    }
    const given = {
      ...(keepMonths !== undefined && { keepMonths }),
      ...(auditors !== undefined && { auditors }),
      ...(downloads !== undefined && { downloads }),
    }
    await saveAuditSettings(tx, { ...old, ...given, version: version + 1 })
    note(differences(old, given))
    await changed(tx, { topics: ['audit_settings', 'me'], employees: true })
    return { version: version + 1 }
  },
})
