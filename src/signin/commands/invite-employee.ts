import { personBehind } from '../../access/actor.ts'
import { addGroupMember } from '../../groups/commands/add-group-member.ts'
import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { makeUser } from '../../people/commands/make-user.ts'
import { inviteEmployeeApi } from '../invitations-contract.ts'
import { mailEmployeeInvitation } from './mail-employee-invitation.ts'

/** Groups are joined as the inviting person, so nobody is invited into more than the inviter may give (AT-050, AT-051). */
export const inviteEmployee = command({
  name: 'inviteEmployee',
  endpoint: inviteEmployeeApi,
  permission: 'company.administer',
  target: () => ({}),
  async run(context, { fullName, email, groups, language }) {
    const { tx, actor, note, run } = context
    const id = await makeUser(tx, {
      kind: 'employee',
      status: 'invited',
      fullName,
      email,
      phone: null,
      organization: null,
      language: language ?? null,
      timeZone: null,
      passwordHash: null,
      by: personBehind(actor),
    })
    await takeSeat(tx, 'named', id)
    for (const group of groups) await run(addGroupMember, { group, member: id }, actor)
    await mailEmployeeInvitation(context, id)
    note({ user: id, email, groups })
    await changed(tx, { topics: ['users'], employees: true })
    return { id }
  },
})
