import { sql } from 'kysely'
import type { UserActor } from '../../access/actor.ts'
import type { UserId } from '../../base/ids.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { joinPortal } from '../../portals/commands/join-portal.ts'
import { completeTask } from '../../processes/commands/complete-task.ts'
import { startProcess } from '../../processes/commands/start-process.ts'
import { endSession, openSession } from '../../signin/session.sql.ts'
import { claimTask } from '../../tasks/commands/claim-task.ts'
import { makeCast } from './cast.ts'
import { makeServiceDesk, type ServiceDesk } from './service-desk.ts'

type Ways = Pick<CommandContext, 'tx' | 'run'>

/**
 * The demo company: the cast, a service desk and some requests on their way, made by the commands people give. Everybody
 * of the cast who has registered signs in with the password the supervisor has just chosen, so that no installation has
 * a password that stands in a manual (AT-123).
 */
export async function makeDemoCompany(ways: Ways, supervisor: UserActor, passwordHash: string): Promise<ServiceDesk> {
  const { tx, run } = ways
  const people = await makeCast(tx, passwordHash, supervisor.id)
  const desk = await makeServiceDesk(run, tx, supervisor)
  for (const user of [people.dana, people.ruth, people.omar]) {
    await run(joinPortal, { portal: desk.portal, user }, { kind: 'system', reason: 'demo company', for: supervisor.id })
  }
  await asPerson(tx, people.dana, async (dana) => {
    await file(
      ways,
      dana,
      desk,
      'The centrifuge stops after ten minutes',
      'fault',
      'Since Monday, with an error light.',
    )
    await file(ways, dana, desk, 'Calibration certificate for 2026', 'question', 'Our auditors ask for it.')
  })
  await asPerson(tx, people.omar, (omar) =>
    file(ways, omar, desk, 'Twelve replacement filters', 'order', 'For the cold room, as last year.'),
  )
  await asPerson(tx, people.ruth, (ruth) =>
    file(ways, ruth, desk, 'Access to the training videos', 'question', 'Two new colleagues start in May.'),
  )
  await asPerson(tx, people.kevin, async (kevin) => {
    await work(ways, kevin, 'The centrifuge stops after ten minutes', 'ask', 'Which serial number is on the back?')
    await work(ways, kevin, 'Access to the training videos', 'resolve', 'Both have an account now.')
  })
  return desk
}

/** A session for as long as the deed takes: what people may is decided by their session, in the demo too. */
async function asPerson<T>(tx: Ways['tx'], id: UserId, deed: (actor: UserActor) => Promise<T>): Promise<T> {
  const { rows } = await sql<{ kind: UserActor['userKind'] }>`select kind from users where id = ${id}`.execute(tx)
  const userKind = rows[0]!.kind
  const { session } = await openSession(tx, id, userKind === 'employee' ? 'employee' : 'portal', {
    userAgent: 'demo company',
    address: '',
  })
  const done = await deed({ kind: 'user', id, userKind, session })
  await endSession(tx, session, 'signed_out')
  return done
}

async function file(
  { run }: Ways,
  who: UserActor,
  desk: ServiceDesk,
  subject: string,
  category: string,
  description: string,
) {
  await run(startProcess, { process: desk.process, values: { subject, category, description } }, who)
}

async function work({ tx, run }: Ways, who: UserActor, request: string, outcome: string, answer: string) {
  const { rows } = await sql<{ id: string }>`select t.id from tasks t
    join process_instances i on i.id = t.instance_id where i.name like ${`%${request}%`} and t.ended_at is null`.execute(
    tx,
  )
  const task = rows[0]!.id as Parameters<typeof claimTask.target>[0]['task']
  const claimed = await run(claimTask, { task }, who)
  await run(completeTask, { task, version: claimed.version, outcome, values: { answer } }, who)
}
