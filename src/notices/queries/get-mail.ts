import { personBehind } from '../../access/actor.ts'
import { ability } from '../../access/decide.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getMailApi } from '../contract.ts'
import { withheldFrom } from '../mail.ts'
import { asShape } from '../mail-shape.ts'
import { findMail, mayOf } from '../mail.sql.ts'

export const getMail = query({
  name: 'getMail',
  endpoint: getMailApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, actor }, { mail: asked }) {
    const mail = await findMail(db, asked)
    const id = personBehind(actor)
    if (!mail || !id) throw notFound()
    const supervises = await mayOf(db, ability(actor, 'company.supervise'))
    const withheld = withheldFrom({ id, supervises }, mail)
    return {
      ...asShape(mail),
      text: withheld ? null : mail.body_text,
      html: withheld ? null : mail.body_html,
      withheld,
    }
  },
})
