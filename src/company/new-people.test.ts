import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeWorld } from '../../test/cast/world.ts'
import { createExternalUser } from '../people/commands/create-external-user.ts'
import { updateUser } from '../people/commands/update-user.ts'
import { getUser } from '../people/queries/get-user.ts'
import { inviteEmployee } from '../signin/commands/invite-employee.ts'
import { updateCompanySettings } from './commands/update-company-settings.ts'
import { getCompanySettings } from './queries/get-company-settings.ts'

/** What the company's settings say of people who have chosen nothing (M135). */
const world = await makeWorld()
const adam = await world.as('adam')
await world.pool.query("update license_packs set seats = 100 where kind = 'named'")
const { version } = await adam.run(getCompanySettings, {})
await adam.run(updateCompanySettings, { version, language: 'ru', timeZone: 'Asia/Yekaterinburg', phoneCountry: 'DE' })

type Stored = { language: string; zone: string; phone: string | null; work: string | null }
const stored = async (id: string): Promise<Stored> =>
  (
    await sql<Stored>`select language, time_zone as zone, phone, work_phone as work from users where id = ${id}`.execute(
      world.db,
    )
  ).rows[0]!
const ofCompany = { language: 'ru', zone: 'Asia/Yekaterinburg' }

test('new people get the company’s language and time zone, whichever way they come', async () => {
  const invited = await adam.run(inviteEmployee, { fullName: 'Ira New', email: 'ira@larkfield.example' })
  const outside = await adam.run(createExternalUser, { fullName: 'Olga Out', email: 'olga@brightwater.example' })
  for (const { id } of [invited, outside]) expect(await stored(id)).toMatchObject(ofCompany)
})

test('but what was chosen for them counts, and nobody who is there already is changed', async () => {
  const chosen = { language: 'en', timeZone: 'Europe/London' } as const
  const { id } = await adam.run(inviteEmployee, { fullName: 'Ann', email: 'ann@larkfield.example', ...chosen })
  expect(await stored(id)).toMatchObject({ language: 'en', zone: 'Europe/London' })
  expect((await stored(world.people.kevin)).zone).not.toBe(ofCompany.zone)
})

test('a phone number without a country is one of the company’s, others stay as they were typed', async () => {
  const typed = { phone: '0151 23456789', workPhone: '12-34' }
  const { id } = await adam.run(inviteEmployee, { fullName: 'Pia', email: 'pia@larkfield.example', ...typed })
  expect(await stored(id)).toMatchObject({ phone: '+49 1512 3456789', work: '12-34' })
  const seen = await adam.run(getUser, { user: id })
  await adam.run(updateUser, { user: id, version: seen.version, phone: '+44 20 7946 0000', workPhone: '030 901820' })
  expect(await stored(id)).toMatchObject({ phone: '+44 20 7946 0000', work: '+49 30 901820' })
})
