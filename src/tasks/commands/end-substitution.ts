import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { endSubstitutionApi } from '../contract-substitutions.ts'
import { refuseNotRunning, refuseOtherVersion, refusePeriod } from '../substitution.ts'
import { lockSubstitution, saveEnd } from '../substitution.sql.ts'
import { explained } from './plan-substitution.ts'

/** Access that was lent ends with this transaction; tasks follow by a job written in it. */
export const endSubstitution = command({
  name: 'endSubstitution',
  endpoint: endSubstitutionApi,
  permission: 'substitution.change',
  target: ({ substitution }) => ({ id: substitution }),
  async run({ tx, now, note, send }, { substitution: id, version, endsAt }) {
    const substitution = await lockSubstitution(tx, id)
    if (!substitution) throw notFound()
    refuseNotRunning(substitution, now)
    refuseOtherVersion(substitution, version)
    const end = endsAt === null ? null : new Date(endsAt)
    if (end) refusePeriod(substitution.startsAt, end, now)
    let saved = version
    await explained(async () => {
      saved = await saveEnd(tx, id, end)
    })
    await send(tx, 'substitution.due', { substitution: id }, end ?? now)
    note({ absent: substitution.absent, end: [substitution.endsAt, end ?? now] })
    await changed(tx, { topics: ['substitutions'], employees: true })
    return { version: saved }
  },
})
