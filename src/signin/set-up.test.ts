import { afterAll, expect, test } from 'vitest'
import { Refusal } from '../base/refusal.ts'
import { openDatabase, transaction } from '../sql/database.ts'
import { migrate } from '../sql/migrate.ts'
import { emptyDatabase } from '../../test/database.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { makeCompany } from './commands/make-company.ts'
import { newPasswordHash } from './commands/new-password.ts'
import { getSetUpState } from './queries/get-set-up-state.ts'

const url = await emptyDatabase()
await migrate(url)
const { db, pool, close } = openDatabase({ connectionString: url, max: 10 })
afterAll(close)

const passwordHash = await newPasswordHash(db, 'nine elms and a kettle', ['Larkfield Instruments', 'Vera Lind'])
const setUp = (email = 'vera@larkfield.example', companyName = 'Larkfield Instruments') =>
  transaction(db, (tx) =>
    makeCompany(tx, {
      companyName,
      fullName: 'Vera Lind',
      email,
      passwordHash,
      language: 'en',
      timeZone: 'Europe/Berlin',
    }),
  )

test('of twenty first visits at once one sets the company up, and its supervisor holds the only seat (AT-057)', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      setUp(n % 2 ? `vera${n}@larkfield.example` : undefined).then(
        () => 'done',
        (error: unknown) => (error instanceof Refusal ? `${error.kind} ${error.code}` : String(error)),
      ),
    ),
  )
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'gone setup.done')).toHaveLength(19)
  const { rows } = await pool.query(
    'select (select count(*)::int from users) as users, (select count(*)::int from company) as companies, (select user_id from seats) as seat, (select supervisor_id from company) as supervisor',
  )
  expect(rows[0]).toMatchObject({ users: 1, companies: 1, seat: rows[0].supervisor })
})

test('never again: not by another name, not when the supervisor’s address is free, not over a deleted row (AT-057)', async () => {
  expect((await refusalOf(setUp('other@else.example', 'Another company'))).code).toBe('setup.done')
  await expect(pool.query('delete from company')).rejects.toThrow(/happens once/)
  await expect(pool.query('truncate company')).rejects.toThrow(/happens once/)
  await expect(
    pool.query("insert into company (id, name, supervisor_id) select false, 'Second', supervisor_id from company"),
  ).rejects.toThrow(/company_id_check/)
})

test('anybody learns that it is done, and nothing else', async () => {
  const world = await makeWorld()
  expect(await world.anyone.run(getSetUpState, {})).toEqual({ done: true, companyName: 'Larkfield Instruments' })
})

test('a weak password sets nothing up', async () => {
  for (const [weak, code] of [
    ['short', 'password.too_short'],
    ['larkfield 1234', 'password.has_own_words'],
    ['password1234', 'password.too_common'],
  ] as const) {
    expect((await refusalOf(newPasswordHash(db, weak, ['Larkfield Instruments', null]))).code).toBe(code)
  }
})
