import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { deleteSubstitutionApi } from '../contract-substitutions.ts'
import { refuseBegun } from '../substitution.ts'
import { deleteSubstitutionRow, lockSubstitution } from '../substitution.sql.ts'
import { tellOfDeletion } from '../tell-substitutes.ts'

/** For good: nothing has been done by it yet, and the audit remembers it. */
export const deleteSubstitution = command({
  name: 'deleteSubstitution',
  endpoint: deleteSubstitutionApi,
  permission: 'substitution.change',
  target: ({ substitution }) => ({ id: substitution }),
  async run(context, { substitution: id }) {
    const { tx, now, note } = context
    const substitution = await lockSubstitution(tx, id)
    if (!substitution) throw notFound()
    refuseBegun(substitution, now, 'delete')
    await tellOfDeletion(context, substitution)
    await deleteSubstitutionRow(tx, id)
    const { absent, type, substitute, startsAt, endsAt } = substitution
    note({ absent, type, substitute, from: startsAt, to: endsAt })
    await changed(tx, { topics: ['substitutions'], employees: true })
    return null
  },
})
