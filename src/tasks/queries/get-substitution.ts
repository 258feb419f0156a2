import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { getSubstitutionApi } from '../contract-substitutions.ts'
import { listSubstitutionRows, whereSubstitutionIs } from '../substitution.sql.ts'

export const getSubstitution = listing({
  name: 'getSubstitution',
  endpoint: getSubstitutionApi,
  permission: 'substitution.view',
  within: () => ({}),
  async run({ db, visible, ability }, { substitution }) {
    const where = whereSubstitutionIs(substitution)
    const [row] = await listSubstitutionRows(db, {
      visible,
      mayChange: ability('substitution.change'),
      where,
      limit: 1,
    })
    if (!row) throw notFound()
    return row
  },
})
