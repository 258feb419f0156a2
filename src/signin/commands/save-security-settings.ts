import { personBehind } from '../../access/actor.ts'
import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { hasFactor } from '../factor.sql.ts'
import { saveSecuritySettingsApi } from '../security-contract.ts'
import { readSecuritySettings, saveSecurity, unusableReaders } from '../security.sql.ts'
import { changedMeanwhile, demandsFactor, factorFirst, groupNotUsable, refuseRules } from '../security.ts'

export const saveSecuritySettings = command({
  name: 'saveSecuritySettings',
  endpoint: saveSecuritySettingsApi,
  permission: 'company.administer',
  recent: true,
  target: () => ({}),
  async run({ tx, actor, note }, { version, ...rules }) {
    refuseRules(rules)
    const by = personBehind(actor)
    const before = await readSecuritySettings(tx)
    if (demandsFactor(rules) && !demandsFactor(before) && !(by && (await hasFactor(tx, by)))) throw factorFirst()
    if ((await unusableReaders(tx, rules.pauseReaders)) > 0) throw groupNotUsable()
    const saved = await saveSecurity(tx, version, rules, by)
    if (!saved) throw changedMeanwhile()
    note(differences({ ...before, pauseReaders: before.readers.map(({ id }) => id) }, rules))
    await changed(tx, { topics: ['security'], employees: true })
    return { version: saved }
  },
})
