import { differences } from '../../base/differences.ts'
import { notFound } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { updateSubstitutionApi } from '../contract-substitutions.ts'
import { refuseBegun, refuseOtherVersion } from '../substitution.ts'
import { lockSubstitution, saveSubstitution } from '../substitution.sql.ts'
import { afterPlanning, checkPlan, explained } from './plan-substitution.ts'

export const updateSubstitution = command({
  name: 'updateSubstitution',
  endpoint: updateSubstitutionApi,
  permission: 'substitution.change',
  target: ({ substitution }) => ({ id: substitution }),
  async run(context, { substitution: id, version, ...asked }) {
    const { tx, now, note } = context
    const before = await lockSubstitution(tx, id)
    if (!before) throw notFound()
    refuseBegun(before, now, 'change')
    refuseOtherVersion(before, version)
    const plan = await checkPlan(context, before.absent, asked)
    let saved = version
    await explained(async () => {
      saved = await saveSubstitution(tx, before, plan)
    })
    const { type, substitute, startsAt, endsAt, moveTasks, giveBack } = plan
    note({ substitution: id, ...differences(before, { type, substitute, startsAt, endsAt, moveTasks, giveBack }) })
    await afterPlanning(context, id, before.absent, plan)
    return { version: saved }
  },
})
