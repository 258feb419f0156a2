import { describe, expect, test } from 'vitest'
import { mails } from '../../test/cast/mail.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { transaction } from '../sql/database.ts'
import { chooseMails, chooseMailsOnPortal } from './commands/choose-mails.ts'
import { getMailChoices, getMailChoicesOnPortal } from './queries/get-mail-choices.ts'

/** Which mails a person wants (G78); those about the account are nobody's to turn off. */
const world = await makeWorld()
const { people, pool } = world
const [adam, kevin, dana] = [await world.as('adam'), await world.as('kevin'), await world.as('dana')]

const write = (key: 'kevin' | 'dana', template: string) =>
  transaction(world.db, (tx) =>
    queueMail(tx, world.send, {
      to: `${key}@x.example`,
      toUser: people[key],
      template,
      subject: 's',
      paragraphs: ['p'],
    }),
  )
const countOf = async (template: string) => (await mails(world, template)).length
const offeredTo = ({ choices }: { choices: { mail: string }[] }) => choices.map(({ mail }) => mail)

describe('mails one may turn off', () => {
  test('are offered to whom they can reach', async () => {
    expect(offeredTo(await kevin.run(getMailChoices, {}))).toEqual(['substitution'])
    expect(offeredTo(await adam.run(getMailChoices, {}))).toContain('no_free_seat')
    expect(offeredTo(await dana.run(getMailChoicesOnPortal, {}))).toEqual(['task_waits'])
  })

  test('do not come any more, neither mail nor job; those of others do', async () => {
    await dana.run(chooseMailsOnPortal, { unwanted: ['task_waits'] })
    expect((await dana.run(getMailChoicesOnPortal, {})).choices).toEqual([{ mail: 'task_waits', isWanted: false }])
    const jobs = async () => (await pool.query(`select from pgboss.job where name = 'mail.deliver'`)).rows.length
    const before = await jobs()
    await write('dana', 'task_waits')
    expect([await countOf('task_waits'), await jobs()]).toEqual([0, before])
    await write('kevin', 'task_waits')
    expect(await countOf('task_waits')).toBe(1)
  })

  test('come again when they are wanted again', async () => {
    await dana.run(chooseMailsOnPortal, { unwanted: [] })
    await write('dana', 'task_waits')
    expect(await countOf('task_waits')).toBe(2)
  })
})

describe('mails about the account', () => {
  test.each(['password_reset', 'password_changed', 'factor_changed', 'email_changed', 'proof_code', 'rescued'])(
    '%s cannot be turned off, not past the command either',
    async (template) => {
      const refused = await refusalOf(kevin.run(chooseMails, { unwanted: [template as never] }))
      expect(refused.kind).toBe('invalid')
      const past = pool.query('insert into muted_mails (user_id, template) values ($1, $2)', [people.kevin, template])
      await expect(past).rejects.toThrow(/check constraint/)
      await write('kevin', template)
      expect(await countOf(template)).toBe(1)
    },
  )
})
