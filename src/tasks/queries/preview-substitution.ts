import { query } from '../../operations/operation.ts'
import { previewSubstitutionApi } from '../contract-substitutions.ts'
import { countHeld } from '../take-over.sql.ts'

export const previewSubstitution = query({
  name: 'previewSubstitution',
  endpoint: previewSubstitutionApi,
  permission: 'user.plan_absence',
  target: ({ absent }) => ({ id: absent }),
  run: ({ db }, { absent, startsAt, endsAt }) => countHeld(db, absent, startsAt, endsAt),
})
