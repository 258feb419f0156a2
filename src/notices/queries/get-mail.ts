import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getMailApi } from '../contract.ts'
import { withheldFrom } from '../mail.ts'
import { asShape } from '../mail-shape.ts'
import { findMail } from '../mail.sql.ts'

export const getMail = query({
  name: 'getMail',
  endpoint: getMailApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, actor }, { mail: id }) {
    const mail = await findMail(db, id)
    const reader = personBehind(actor)
    if (!mail || !reader) throw notFound()
    const withheld = withheldFrom(reader, mail)
    return {
      ...asShape(mail),
      text: withheld ? null : mail.body_text,
      html: withheld ? null : mail.body_html,
      withheld,
    }
  },
})
