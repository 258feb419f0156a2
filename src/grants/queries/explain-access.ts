import { audience } from '../../access/audience.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { whoApi, whyApi } from '../contract-access.ts'
import { questionOf } from '../question.ts'
import { inSentences } from '../reasons.ts'
import { findPerson, whatWouldAllow } from '../why-not.sql.ts'

/** Of somebody who is not signed in too: whether they may once they are. */
export const why = query({
  name: 'why',
  endpoint: whyApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { person: id, ...asked }) {
    const { permission, resource } = questionOf(asked)
    const person = await findPerson(db, id)
    if (!person) throw notFound()
    const { rows } = await audience(db, permission, resource as never, { limit: 1, only: id })
    const [reasons = []] = await inSentences(db, [rows[0]?.reasons ?? []])
    const allowed = reasons.length > 0
    return {
      person: { id, name: person.name, kind: person.kind },
      allowed,
      reasons,
      wouldAllow: allowed ? [] : await whatWouldAllow(db, person, { permission, resource }),
    }
  },
})

export const who = query({
  name: 'who',
  endpoint: whoApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { search, after, limit, ...asked }) {
    const { permission, resource } = questionOf(asked)
    const found = await audience(db, permission, resource as never, { limit, after, search })
    const reasons = await inSentences(
      db,
      found.rows.map((row) => row.reasons),
    )
    return { ...found, rows: found.rows.map((row, at) => ({ ...row, reasons: reasons[at]! })) }
  },
})
