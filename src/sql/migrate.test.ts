import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Pool } from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyDatabase, testDatabase } from '../../test/database.ts'
import { migrate, migrationsFolder, readMigrations, requireKnownSchema } from './migrate.ts'

let folder: string
const folders: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-migrations-'))
  folders.push(folder)
})
afterAll(() => Promise.all(folders.map((made) => rm(made, { recursive: true }))))

const file = (name: string, sql: string) => writeFile(join(folder, name), sql)

async function ask<T extends object>(url: string, question: string): Promise<T[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query<T>(question)).rows
  } finally {
    await client.end()
  }
}

describe('migrating', async () => {
  const urls = await Promise.all(Array.from({ length: 10 }, emptyDatabase))
  const fresh = () => urls.pop()!

  it('applies every file in order, once', async () => {
    const url = fresh()
    await file('0001_letters.sql', 'create table letters (letter text); insert into letters values ($$a$$)')
    await file('0002_more.sql', 'insert into letters values ($$b$$)')
    expect(await migrate(url, folder)).toEqual(['0001_letters.sql', '0002_more.sql'])
    expect(await migrate(url, folder)).toEqual([])
    expect(await ask(url, 'select letter from letters order by 1')).toEqual([{ letter: 'a' }, { letter: 'b' }])
  })

  it('applies every file once when ten processes start at the same moment', async () => {
    const url = fresh()
    for (let n = 1; n <= 5; n++)
      await file(
        `000${n}_step.sql`,
        `create table step${n} (x int); insert into step${n} values (1); select pg_sleep(0.02)`,
      )
    const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(url, folder)))
    expect(applied.flat().sort()).toEqual([1, 2, 3, 4, 5].map((n) => `000${n}_step.sql`))
    expect(await ask(url, 'select count(*)::int as n from schema_migrations')).toEqual([{ n: 5 }])
  })

  it('leaves nothing of a file that fails half way, and says which line', async () => {
    const url = fresh()
    await file('0001_half.sql', 'create table half (x int);\n\nselect wrong from half;')
    await expect(migrate(url, folder)).rejects.toThrow(/0001_half\.sql failed: .*wrong.*\(line 3\)/)
    expect(await ask(url, `select to_regclass('half') as half`)).toEqual([{ half: null }])
    expect(await ask(url, 'select * from schema_migrations')).toEqual([])
    await file('0001_half.sql', 'create table half (x int)')
    expect(await migrate(url, folder)).toEqual(['0001_half.sql'])
  })

  it('refuses a landed file that was edited, before it applies anything', async () => {
    const url = fresh()
    await file('0001_one.sql', 'select 1')
    await migrate(url, folder)
    await file('0001_one.sql', 'select 2')
    await file('0002_two.sql', 'create table two (x int)')
    await expect(migrate(url, folder)).rejects.toMatchObject({
      exitCode: 14,
      message: expect.stringMatching(/0001_one\.sql was changed after it had landed/),
    })
    expect(await ask(url, `select to_regclass('two') as two`)).toEqual([{ two: null }])
  })

  it('takes a landed file with the line ends of another system for unchanged', async () => {
    const url = fresh()
    await file('0001_one.sql', 'select 1;\nselect 2;\n')
    await migrate(url, folder)
    await file('0001_one.sql', 'select 1;\r\nselect 2;\r\n')
    expect(await migrate(url, folder)).toEqual([])
  })

  it('refuses a file numbered below one that has landed', async () => {
    const url = fresh()
    await file('0002_two.sql', 'select 2')
    await migrate(url, folder)
    await file('0001_one.sql', 'select 1')
    await expect(migrate(url, folder)).rejects.toThrow(/0001_one\.sql comes after 0002_two\.sql/)
  })

  it('stops with an exit code of its own where a newer version has made a breaking migration', async () => {
    const url = fresh()
    await file('0001_one.sql', 'select 1')
    await migrate(url, folder)
    await file('0002_gone.sql', '-- breaking: drops what the former version reads\nselect 2')
    await migrate(url, folder)
    await rm(join(folder, '0002_gone.sql'))
    await expect(migrate(url, folder)).rejects.toMatchObject({ exitCode: 13 })
    const pool = new Pool({ connectionString: url })
    await expect(requireKnownSchema(pool, folder)).rejects.toThrow(/0002_gone\.sql/)
    await pool.end()
  })

  it('runs against a newer schema whose migrations do not break it', async () => {
    const url = fresh()
    await file('0001_one.sql', 'select 1')
    await file('0002_more.sql', 'create table more (x int)')
    await migrate(url, folder)
    await rm(join(folder, '0002_more.sql'))
    expect(await migrate(url, folder)).toEqual([])
  })

  it('refuses two files of one number, and a name that says nothing', async () => {
    await file('0001_one.sql', '')
    await file('0001_uno.sql', '')
    await expect(readMigrations(folder)).rejects.toThrow(/one migration with the number 1/)
    await rm(join(folder, '0001_uno.sql'))
    await file('two.sql', '')
    await expect(readMigrations(folder)).rejects.toThrow(/found two\.sql/)
  })
})

describe('the migrations of Portico', () => {
  it('are numbered without a gap', async () => {
    const numbers = (await readMigrations(migrationsFolder)).map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  it('have all landed in a test database', async () => {
    const { url } = await testDatabase()
    expect(await migrate(url)).toEqual([])
  })
})
