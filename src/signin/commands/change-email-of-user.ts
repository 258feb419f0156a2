import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { isOfDirectory } from '../../directories/queries/prove-at-directory.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { setEmail } from '../../people/commands/set-email.ts'
import { tellOfNewEmail } from '../../people/commands/tell-of-new-email.ts'
import { lockForChange } from '../../people/commands/lock-for-change.ts'
import { keptInDirectory, ownInProfile, refuseSameEmail } from '../email-change.ts'
import { changeEmailOfUserApi } from '../email-contract.ts'
import { mailEmployeeInvitation } from './mail-employee-invitation.ts'

/** Links to a new password go there, so it is for whoever controls the account, and both addresses are told. */
export const changeEmailOfUser = command({
  name: 'changeEmailOfUser',
  endpoint: changeEmailOfUserApi,
  permission: 'user.control',
  recent: true,
  target: ({ user }) => ({ id: user }),
  async run(context, { user: id, version, email }) {
    const { tx, actor, send, note } = context
    if (personBehind(actor) === id) throw ownInProfile()
    const user = await lockForChange(tx, id, version)
    if (user.kind !== 'employee') throw notFound()
    refuseSameEmail(user.email, email)
    if (await isOfDirectory(tx, id)) throw keptInDirectory()
    const saved = await setEmail(tx, id, email)
    await tellOfNewEmail(tx, send, { user: id, language: user.language, from: user.email, to: email })
    // The link in the first mail is somebody else's now: a fresh one replaces it.
    if (user.status === 'invited') await mailEmployeeInvitation(context, id)
    note({ fullName: user.fullName, from: user.email, to: email })
    await changed(tx, { topics: ['users'], users: [id], employees: true })
    return { version: saved }
  },
})
