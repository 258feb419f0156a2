import { beforeAll, describe, expect, test } from 'vitest'
import { giveTask, makeDesk } from '../../test/cast/desk.ts'
import { makeWorld } from '../../test/cast/world.ts'

/**
 * Everybody works an hour a day, from 9 to 10, by the clock of the company; Kevin all day and night. So two working days are two hours
 * of work, and whoever counts all hours would be far off.
 */
const world = await makeWorld()
const desk = await makeDesk(world)
const { pool, people } = world
const igor = await world.as('igor')

beforeAll(async () => {
  await pool.query(`update company set time_zone = 'Europe/Berlin'`)
  await pool.query(`update calendar_weekdays set hours = '{[540,600)}'`)
  const { rows } = await pool.query<{ id: string }>(
    `insert into calendars (id, name) values (uuid7(), 'Always') returning id`,
  )
  await pool.query(
    `insert into calendar_weekdays (calendar_id, weekday, hours) select $1, weekday, '{[0,1440)}' from generate_series(1, 7) weekday`,
    [rows[0]!.id],
  )
  await pool.query(`insert into user_calendars (user_id, calendar_id, from_day) values ($1, $2, '2020-01-01')`, [
    people.kevin,
    rows[0]!.id,
  ])
})

const dueOf = async (executor: string, due: string) => {
  const task = await giveTask(world, desk.workspace, `${executor}${due}`, igor)
  const { rows } = await pool.query<{ hour: string; ahead: number; incidents: number }>(
    `select to_char(due_at at time zone 'Europe/Berlin', 'HH24:MI') as hour, round(extract(epoch from due_at - created_at) / 3600)::int as ahead,
       (select count(*)::int from incidents i where i.instance_id = t.instance_id) as incidents from tasks t where id = $1`,
    [task],
  )
  return rows[0]!
}
const group = '<portico:executor kind="group" ref="support" />'
const kevin = '<portico:executor kind="user" ref="kevin@larkfield.example" />'
const working = (expression: string) => `<portico:due expression="= ${expression}" workingTime="true" />`
const lasting = (text: string) => working(`duration(&quot;${text}&quot;)`)

describe('a task that is due in working time', () => {
  test('of a group counts by the calendar of the company, where a day is an average working day', async () => {
    const { hour, ahead } = await dueOf(group, lasting('P2D'))
    expect(hour >= '09:00' && hour <= '10:00').toBe(true)
    expect(ahead).toBeGreaterThanOrEqual(23)
    expect(ahead).toBeLessThanOrEqual(58)
  })

  test('given to somebody counts by the calendar of that person', async () => {
    expect((await dueOf(kevin, lasting('PT5H'))).ahead).toBe(5)
    expect((await dueOf(kevin, lasting('P2D'))).ahead).toBe(48)
  })

  test('counts all hours where the drawing does not ask for it', async () => {
    expect((await dueOf(group, '<portico:due expression="= duration(&quot;PT5H&quot;)" />')).ahead).toBe(5)
  })

  test('keeps a date as it is', async () => {
    expect((await dueOf(group, working('date(&quot;2099-01-01&quot;)'))).ahead).toBeGreaterThan(600_000)
  })

  test('in years, or backwards, says so as an incident, and the task stands all the same', async () => {
    for (const text of ['P1Y', '-P1D'])
      expect(await dueOf(group, lasting(text))).toMatchObject({ ahead: null, incidents: 1 })
  })

  test('of a calendar in which nobody works is due at no time, instead of never coming back', async () => {
    await pool.query(`update calendar_weekdays set hours = '{}'`)
    expect((await dueOf(group, lasting('PT1H'))).ahead).toBeNull()
  })
})
