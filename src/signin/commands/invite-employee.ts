import { personBehind } from '../../access/actor.ts'
import type { AnswerOf, InputOf } from '../../base/endpoint.ts'
import { addGroupMember } from '../../groups/commands/add-group-member.ts'
import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { takePlace } from '../../orgchart/commands/take-place.ts'
import { makeUser } from '../../people/commands/make-user.ts'
import { inviteEmployeeApi } from '../invitations-contract.ts'
import { mailEmployeeInvitation } from './mail-employee-invitation.ts'

type Api = typeof inviteEmployeeApi

/** Groups are joined as the inviting person, so nobody is invited into more than the inviter may give (AT-050, AT-051). */
async function invite(
  context: CommandContext,
  { groups, positions, language, timeZone, phone, ...person }: InputOf<Api>,
  source: 'invited' | 'imported',
): Promise<AnswerOf<Api>> {
  const { tx, actor, note, run } = context
  const id = await makeUser(tx, {
    ...person,
    kind: 'employee',
    status: 'invited',
    phone: phone || null,
    organization: null,
    language: language ?? null,
    timeZone: timeZone ?? null,
    passwordHash: null,
    by: personBehind(actor),
    source,
  })
  await takeSeat(tx, 'named', id)
  for (const group of groups) await run(addGroupMember, { group, member: id }, actor)
  for (const position of positions) await takePlace(tx, position, id)
  await mailEmployeeInvitation(context, id)
  note({ user: id, email: person.email, groups, positions })
  await changed(tx, { topics: ['users'], employees: true })
  return { id }
}

const common = { endpoint: inviteEmployeeApi, permission: 'company.administer', target: () => ({}) } as const

export const inviteEmployee = command({
  ...common,
  name: 'inviteEmployee',
  run: (context, person) => invite(context, person, 'invited'),
})

/** A row of a file. It is reached through an import only, and is the same deed under the same rules. */
export const importEmployee = command({
  ...common,
  name: 'importEmployee',
  run: (context, person) => invite(context, person, 'imported'),
})
