import type { SubstitutionId, UserId } from '../../src/base/ids.ts'
import { systemCall } from '../../src/main/system-call.ts'
import { endSubstitution } from '../../src/tasks/commands/end-substitution.ts'
import { deleteSubstitution } from '../../src/tasks/commands/delete-substitution.ts'
import { planSubstitution } from '../../src/tasks/commands/plan-substitution.ts'
import { settleSubstitution } from '../../src/tasks/commands/settle-substitution.ts'
import type { updateSubstitution } from '../../src/tasks/commands/update-substitution.ts'
import { getSubstitution } from '../../src/tasks/queries/get-substitution.ts'
import { listSubstitutions } from '../../src/tasks/queries/list-substitutions.ts'
import { baseUrl, type Someone, type World } from './world.ts'

const day = 86_400_000
export const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString()
export const soon = { startsAt: inDays(1), endsAt: inDays(8) }
export const fromNow = { startsAt: '2026-01-01T00:00:00Z', endsAt: inDays(7) }

type More = Partial<Parameters<typeof updateSubstitution.run>[1]> & { by?: Someone; from?: typeof soon }

/** Absences in a world, planned by an administrator unless said otherwise. */
export function makeAbsences(world: World, adam: Someone) {
  const plan = async (
    absent: UserId,
    substitute: UserId | null,
    { by = adam, from = fromNow, ...more }: More = {},
  ): Promise<SubstitutionId> =>
    (await by.run(planSubstitution, { absent, substitute, type: 'reassign', ...from, ...more } as never)).id
  /** What its job does. */
  const settle = (id: SubstitutionId): Promise<void> =>
    settleSubstitution(world.db, () => systemCall({ ...world, baseUrl }, 'the time of a substitution'), id)
  const endNow = async (id: SubstitutionId): Promise<void> => {
    const { version } = await adam.run(getSubstitution, { substitution: id })
    await adam.run(endSubstitution, { substitution: id, version })
    await settle(id)
  }
  /** Nobody is away any more; what was left open is gone. */
  const clear = async (): Promise<void> => {
    const { rows } = await adam.run(listSubstitutions, { limit: 200 })
    for (const { id, state } of rows) {
      if (state === 'running') await endNow(id)
      if (state === 'upcoming') await adam.run(deleteSubstitution, { substitution: id })
    }
    await world.pool.query(`update tasks set state = 'cancelled', ended_at = now() where ended_at is null`)
  }
  return { plan, settle, endNow, clear }
}
