import { differences } from '../../base/differences.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import type { Tx } from '../../sql/database.ts'
import { changeServicePlanApi } from '../contract.ts'
import { lockSettings, saveSettings, settleAllSeats } from '../license-settings.sql.ts'
import { readPool } from '../seat.sql.ts'

/** The System supervisor alone keeps the service plan; administrators see it. */
export const changeServicePlan = command({
  name: 'changeServicePlan',
  endpoint: changeServicePlanApi,
  permission: 'company.supervise',
  target: () => ({}),
  recent: true,
  async run({ tx, note }, settings) {
    const before = await lockSettings(tx)
    if (before.version !== settings.version) {
      throw new Refusal(
        'conflict',
        'license.settings_changed',
        'Expected the settings as they were shown, but somebody has saved others meanwhile. Look at them, and save yours again.',
        { now: before },
      )
    }
    await saveSettings(tx, settings)
    if (settings.shares !== before.shares) await share(tx, settings.shares)
    note(differences(before, settings))
    await changed(tx, { topics: ['licenses'], employees: true })
    return { version: before.version + 1 }
  },
})

/** Nobody is thrown out by this: with too few seats for those who need one now, nothing changes. */
async function share(tx: Tx, shares: boolean): Promise<void> {
  if (shares && (await readPool(tx, 'concurrent')).total === 0) {
    throw new Refusal(
      'conflict',
      'license.nothing_to_share',
      'Expected a pack of concurrent seats that is valid now, but there is none. Activate its license key first.',
    )
  }
  const [short] = await settleAllSeats(tx)
  if (!short) return
  const { kind, needed, limit } = short
  throw kind === 'concurrent'
    ? new Refusal(
        'conflict',
        'license.too_few_to_share',
        `Expected at most ${limit} employees at work who would share seats, but ${needed} are signed in. Put some of them into Privileged users, or do it when fewer work.`,
        { needed, limit },
      )
    : new Refusal(
        'conflict',
        'license.too_few_named',
        `Expected a named seat for each of the ${needed} people who would hold one, but there are ${limit}. Lock accounts that are not needed, or activate a license key.`,
        { needed, limit },
      )
}
