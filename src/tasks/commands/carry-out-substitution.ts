import type { TaskId, UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { carryOutSubstitutionApi } from '../contract-substitutions.ts'
import { matcher } from '../find-stand-ins.ts'
import { hasBegun, isOver, type Substitution } from '../substitution.ts'
import { lockSubstitution, markMoved, markSettled } from '../substitution.sql.ts'
import { type RunningSubstitution, standInFor } from '../stand-in.ts'
import { findRunning } from '../stand-in.sql.ts'
import { type Held, isActive, letGo, type Locked, lockHeld, lockTaken, type Move, takeOver } from '../take-over.sql.ts'

/**
 * One batch of what the moments of a substitution ask for: tasks go over when it starts, and back when it is over. The
 * substitution is locked and looked at anew each time, so a batch after *End now* moves nothing more; what has moved is
 * told by the tasks themselves, so a batch that is repeated after a crash moves nothing twice (F-01, F-11).
 */
export const carryOutSubstitution = command({
  name: 'carryOutSubstitution',
  endpoint: carryOutSubstitutionApi,
  permission: 'substitution.carry_out',
  target: ({ substitution }) => ({ id: substitution }),
  async run(context, { substitution: id, after }) {
    const { tx, now, note } = context
    const substitution = await lockSubstitution(tx, id)
    if (!substitution || !hasBegun(substitution, now)) return { next: null, skipped: 0 }
    const over = isOver(substitution, now)
    const locked = over ? await lockTaken(tx, id, after) : await lockToMove(context, substitution, after)
    const moves = over
      ? await wayBack(context, substitution, locked.held)
      : await wayThere(context, substitution, locked.held)
    await takeOver(tx, moves, over ? 'given_back' : 'taken_over')
    const ids = locked.held.map((task) => task.id)
    if (over) await letGo(tx, id, ids)
    const { next, skipped } = locked
    if (next === null && skipped === 0) await (over ? markSettled : markMoved)(tx, id)
    if (moves.length > 0) note({ [over ? 'givenBack' : 'takenOver']: moves.length })
    await tell(context, substitution, moves)
    return { next, skipped }
  },
})

async function lockToMove({ tx }: CommandContext, substitution: Substitution, after: TaskId | null): Promise<Locked> {
  const { absent, type, moveTasks, startsAt, endsAt } = substitution
  if (type === 'inform' || moveTasks === 'none') return { held: [], skipped: 0, next: null }
  return lockHeld(tx, { absent, startsAt, endsAt, which: moveTasks }, after)
}

/** Whoever has one for somebody else hands it on for that person; a circle, or nobody fit, leaves a task where it is. */
async function wayThere(context: CommandContext, { absent, id }: Substitution, held: Held[]): Promise<Move[]> {
  if (held.length === 0) return []
  const running = await findRunning(context.tx, [absent])
  const moves: Move[] = []
  for (const task of held) {
    const standIn = await askFor(context, absent, running, task)
    if (standIn === null || isCircle(running, absent)) continue
    const owner = task.for ?? absent
    const isBack = standIn.id === owner
    moves.push({
      id: task.id,
      to: standIn.id,
      for: isBack ? null : owner,
      substitution: isBack ? null : (task.substitution ?? id),
      text: standIn.text,
    })
  }
  return moves
}

/** Back to the absent person, or to who acts for them in their next absence; who is gone for good gets nothing. */
async function wayBack(
  context: CommandContext,
  { absent, absentName, giveBack }: Substitution,
  held: Held[],
): Promise<Move[]> {
  const taken = held.filter((task) => task.state === 'claimed' && task.substitution !== null && task.for === absent)
  if (taken.length === 0 || !giveBack || !(await isActive(context.tx, absent))) return []
  const running = await findRunning(context.tx, [absent])
  const moves: Move[] = []
  for (const task of taken) {
    const next = await askFor(context, absent, running, task)
    moves.push(
      next
        ? { id: task.id, to: next.id, for: absent, substitution: next.substitution, text: next.text }
        : { id: task.id, to: absent, for: null, substitution: null, text: `The absence of ${absentName} is over.` },
    )
  }
  return moves
}

async function askFor(context: CommandContext, absent: UserId, running: Map<UserId, RunningSubstitution>, task: Held) {
  const matches = await matcher(context, running, task)
  return standInFor(absent, { running, excluded: task.excluded, matches })
}

/** Whether everybody the main substitutes lead to is away: then current tasks stay, since moving them helps nobody. */
function isCircle(running: ReadonlyMap<UserId, RunningSubstitution>, absent: UserId): boolean {
  const seen = new Set<UserId>([absent])
  for (let at = running.get(absent); at; at = running.get(at.substitute.id)) {
    if (seen.has(at.substitute.id)) return true
    seen.add(at.substitute.id)
  }
  return false
}

async function tell({ tx }: CommandContext, { absent, substitute }: Substitution, moves: Move[]): Promise<void> {
  if (moves.length === 0) return
  const users = [...new Set([absent, substitute, ...moves.map(({ to }) => to)])]
  await changed(tx, { topics: ['tasks', 'substitutions'], users, employees: true })
}
