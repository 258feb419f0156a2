import { decide } from '../../access/decide.ts'
import { query } from '../../operations/operation.ts'
import { getLicensesApi } from '../contract.ts'
import { forecastOf } from '../forecast.ts'
import { countSharers, readLicense } from '../license-settings.sql.ts'
import { listPacks, readPools } from '../seat.sql.ts'

/** A clock may be a little off between processes; an hour is somebody who has set it. */
const tolerance = 60

export const getLicenses = query({
  name: 'getLicenses',
  endpoint: getLicensesApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, actor }) {
    const { installation, now, minutesBehind, plan, settings } = await readLicense(db)
    const pools = await readPools(db)
    return {
      installation,
      pools: pools.map(({ net, days, ...pool }) => ({ ...pool, forecast: forecastOf({ ...pool, net, days }, now) })),
      packs: await listPacks(db),
      plan,
      clockBehindMinutes: minutesBehind > tolerance ? minutesBehind : null,
      settings,
      sharers: await countSharers(db),
      can: { supervise: (await decide(db, actor, 'company.supervise', { kind: 'company' })).allowed },
    }
  },
})
