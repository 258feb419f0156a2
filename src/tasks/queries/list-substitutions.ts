import { listing } from '../../operations/operation.ts'
import { listSubstitutionsApi } from '../contract-substitutions.ts'
import { listSubstitutionRows, whereSubstitution } from '../substitution.sql.ts'
import { pageByStart, startAfter } from './substitution-page.ts'

export const listSubstitutions = listing({
  name: 'listSubstitutions',
  endpoint: listSubstitutionsApi,
  permission: 'substitution.view',
  within: () => ({}),
  async run({ db, visible, ability }, { after, limit, ...asked }) {
    const rows = await listSubstitutionRows(db, {
      visible,
      mayChange: ability('substitution.change'),
      where: whereSubstitution(asked),
      after: startAfter(after),
      limit: limit + 1,
    })
    return pageByStart(rows, limit)
  },
})
