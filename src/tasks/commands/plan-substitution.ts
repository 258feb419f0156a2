import { personBehind } from '../../access/actor.ts'
import { require } from '../../access/decide.ts'
import { newId, type SubstitutionId, type UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { feelFrom, syntaxProblem } from '../../engine/expressions/syntax.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { planSubstitutionApi } from '../contract-substitutions.ts'
import { explainSubstitutionViolation, type Plan, settlePlan, unfit } from '../substitution.ts'
import { findUnfit, insertSubstitution } from '../substitution.sql.ts'
import { tellSubstitutes } from '../tell-substitutes.ts'

export const planSubstitution = command({
  name: 'planSubstitution',
  endpoint: planSubstitutionApi,
  permission: 'user.plan_absence',
  target: ({ absent }) => ({ id: absent }),
  async run(context, { absent, ...asked }) {
    const { tx, actor, note } = context
    const plan = await checkPlan(context, absent, asked)
    if ((await findUnfit(tx, [absent])).length > 0) {
      throw new Refusal(
        'unprocessable',
        'substitution.absent_unfit',
        'Expected an active employee who is away, but this account is not active or belongs to somebody from outside.',
      )
    }
    const id = newId<'substitution'>()
    await explained(() => insertSubstitution(tx, id, absent, plan, personBehind(actor)))
    note({ substitution: id, type: plan.type, substitute: plan.substitute, from: plan.startsAt, to: plan.endsAt })
    await afterPlanning(context, id, absent, plan)
    return { id }
  },
})

/** What is asked of a plan, new or changed, beyond its form; lending all access asks for a right of its own. */
export async function checkPlan(context: CommandContext, absent: UserId, asked: Plan): Promise<Plan> {
  const { tx, actor, now } = context
  const plan = settlePlan(asked, absent, now)
  if (plan.type === 'all_access') await require(tx, actor, 'user.lend_access', { kind: 'user', id: absent })
  const rules = plan.rules.map((rule) => ({ ...rule, condition: conditionOf(rule) }))
  const substitutes = [plan.substitute, ...rules.map(({ substitute }) => substitute)].filter((id) => id !== null)
  const [name] = await findUnfit(tx, substitutes)
  if (name !== undefined) throw unfit(name.startsWith('nobody') ? name : `${name} is not active`)
  return { ...plan, rules }
}

function conditionOf({ name, condition }: Plan['rules'][number]): string | null {
  const text = feelFrom(condition ?? '')
  if (text === '') return null
  const problem = syntaxProblem(text)
  if (problem === null) return text
  throw new Refusal('unprocessable', 'substitution.bad_condition', `Rule “${name}”: ${problem}`)
}

export async function explained(write: () => Promise<unknown>): Promise<void> {
  await write().catch((error: unknown) => {
    throw explainSubstitutionViolation(violatedConstraint(error)) ?? error
  })
}

/** A second look a minute later finds what was given out by a step that began before the moment and ended after it. */
const secondLook = 60_000

/** The jobs of its moments, in the transaction that plans them; jobs of moments it had before find nothing to do. */
export async function wakeAt(
  { tx, send }: CommandContext,
  id: SubstitutionId,
  { startsAt, endsAt }: Pick<Plan, 'startsAt' | 'endsAt'>,
) {
  const start = new Date(startsAt)
  for (const at of [start, new Date(start.getTime() + secondLook), new Date(endsAt)]) {
    await send(tx, 'substitution.due', { substitution: id }, at)
  }
}

export async function afterPlanning(
  context: CommandContext,
  id: SubstitutionId,
  absent: UserId,
  plan: Plan,
): Promise<void> {
  await wakeAt(context, id, plan)
  await tellSubstitutes(context, absent, plan)
  await changed(context.tx, { topics: ['substitutions'], employees: true })
}
