import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sealAudit } from '../src/audit/seal-audit.ts'
import { verifyLicense } from '../src/licensing/license-key.ts'
import { commands } from '../src/main/command-line.ts'
import { emptyDatabase, testDatabase } from './database.ts'

/** The command line as people type it: a process of its own, its words and its exit code. */
const root = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'portico-cli-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const database = await testDatabase()

function portico(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH ?? '', PORTICO_DATA: join(folder, 'data'), ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'src/main/portico.ts'), ...args], { env, cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
  })
}

const request = join(root, 'src/processes/templates/handle-a-request.bpmn')

describe('help', () => {
  test.each(commands.map(({ name, summary }) => ({ name, summary })))(
    'portico $name --help says what it does',
    async ({ name, summary }) => {
      const { code, out } = await portico([...name.split(' '), '--help'])
      expect(code).toBe(0)
      expect(out).toContain(summary)
    },
  )

  test('without a command it lists all of them', async () => {
    const { code, out } = await portico([])
    expect(code).toBe(0)
    for (const { name } of commands) expect(out).toContain(name)
  })

  test.each([
    ['proces check'],
    ['process simulate'],
    ['process check nothing.bpmn'],
    ['backup'],
    ['license issue --kind house'],
    ['audit verify --heads nowhere.jsonl'],
    ['start --nonsense'],
  ])('“portico %s” is answered by a sentence and exit code 2, not a stack', async (line) => {
    const { code, err } = await portico(line.split(' '))
    expect(code).toBe(2)
    expect(err).toMatch(/portico/)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

describe('processes', () => {
  test('the request process can be published', async () => {
    expect(await portico(['process', 'check', request])).toMatchObject({ code: 0, out: 'It can be published.\n' })
  })

  test('what cannot run is refused with id, name and reason', async () => {
    const drawing = await readFile(request, 'utf8')
    const file = join(folder, 'unsupported.bpmn')
    await writeFile(
      file,
      drawing
        .replace(/<bpmn:userTask id="([^"]+)"/, '<bpmn:serviceTask id="$1"')
        .replace(/<\/bpmn:userTask>/, '</bpmn:serviceTask>'),
    )
    const { code, out } = await portico(['process', 'check', file])
    expect(code).toBe(1)
    expect(out).toMatch(/^refused {2}\w+ “.+”: /m)
  })

  test('the same seed prints the same events', async () => {
    const one = await portico(['process', 'simulate', request, '--seed', '7', '--json'])
    const two = await portico(['process', 'simulate', request, '--seed', '7', '--json'])
    expect(one).toEqual(two)
    expect(JSON.parse(one.out)).toMatchObject({ seed: 7, end: 'completed' })
  })
})

test('a license key issued here is one the installation accepts', async () => {
  const key = join(folder, 'private.pem')
  const made = await portico(['license', 'keys', key])
  expect((await stat(key)).mode & 0o077).toBe(0)
  const again = await portico(['license', 'keys', key])
  expect([again.code, /never overwritten/.test(again.err)]).toEqual([2, true])
  const issued = await portico([
    'license',
    'issue',
    '--key',
    key,
    '--kind',
    'external',
    '--seats',
    '50',
    '--to',
    'Larkfield',
    '--until',
    '2027-12-31',
  ])
  expect(verifyLicense(made.out, issued.out.trim())).toMatchObject({
    kind: 'external',
    seats: 50,
    issuedTo: 'Larkfield',
    validTo: '2027-12-31T23:59:59.000Z',
  })
  const check = (text: string) => portico(['license', 'check', text], { PORTICO_LICENSE_ISSUER: made.out })
  expect(await check(issued.out.trim())).toMatchObject({ code: 0, out: expect.stringMatching(/seats +50\n/) })
  expect(await check(`x${issued.out.trim()}`)).toMatchObject({ code: 1, out: expect.stringMatching(/or altered/) })
})

test.each([
  ['--kind', 'house', /named, concurrent, external, solution:crm, solution:projects/],
  ['--seats', '-1', /a number from 1 to 999999/],
  ['--until', '2027-02-30', /a date such as 2027-12-31/],
  ['--installation', 'here', /the id that Administration → Licenses shows/],
  ['--serial', 'A B', /8 to 100 letters/],
])('a license with %s %s is not issued', async (option, value, sentence) => {
  const given = { '--key': 'none.pem', '--kind': 'concurrent', '--seats': '5', '--to': 'Larkfield', [option]: value }
  const { code, err } = await portico([
    'license',
    'issue',
    ...Object.entries(given).map(([name, of]) => `${name}=${of}`),
  ])
  expect(code).toBe(2)
  expect(err).toMatch(sentence)
})

test('a backup is read back into an empty installation; an altered one is refused before anything is written (AT-170)', async () => {
  const archive = join(folder, 'all.portico')
  const written = await portico(['backup', archive], { DATABASE_URL: database.url })
  expect([written.code, written.err]).toEqual([0, ''])
  const target = await emptyDatabase()
  const bytes = await readFile(archive)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  const altered = join(folder, 'altered.portico')
  await writeFile(altered, bytes)
  const refused = await portico(['restore', altered], { DATABASE_URL: target, PORTICO_DATA: join(folder, 'other') })
  expect(refused.code).toBe(15)
  const restored = await portico(['restore', archive], { DATABASE_URL: target, PORTICO_DATA: join(folder, 'other') })
  expect([restored.code, restored.err]).toEqual([0, ''])
  const twice = await portico(['restore', archive], { DATABASE_URL: target, PORTICO_DATA: join(folder, 'other') })
  expect(twice.code).toBe(15)
}, 60_000)

describe('portico audit verify', () => {
  const verify = (...more: string[]) => portico(['audit', 'verify', ...more], { DATABASE_URL: database.url })
  const heads = join(folder, 'heads.jsonl')

  test('says what it checked, and ends with 1 and the row when one was altered (AT-169)', async () => {
    await database.pool.query(
      `insert into audit_events (id, actor_kind, operation, outcome) values (uuid7(), 'system', 'tried', 'done')`,
    )
    await sealAudit(database.db, heads, { info: () => undefined, error: () => undefined })
    const whole = await verify('--heads', heads)
    expect([whole.code, whole.err]).toEqual([0, ''])
    expect(whole.out).toMatch(/as it was sealed: 1 rows in 1 seals, 0 not sealed yet\. Compared with 1 heads/)
    await database.pool.query('alter table audit_events disable trigger all')
    const { rows } = await database.pool.query<{ id: string }>(
      `update audit_events set operation = 'other' returning id`,
    )
    const altered = await verify('--heads', heads, '--json')
    expect(altered.code).toBe(1)
    expect(JSON.parse(altered.out)).toMatchObject({ finding: { what: 'row_altered', seal: 1, row: rows[0]!.id } })
  })
})

test('portico rescue prints a link for the supervisor, and says so where nothing is set up yet', async () => {
  const { code, out, err } = await portico(['rescue'], {
    DATABASE_URL: database.url,
    PORTICO_URL: 'https://portico.larkfield.example',
  })
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^Vera Lind .*\n\n {2}https:\/\/portico\.larkfield\.example\/rescue\/[\w-]{43}\n/)
  const empty = await emptyDatabase()
  expect((await portico(['migrate'], { DATABASE_URL: empty })).code).toBe(0)
  const nobody = await portico(['rescue'], { DATABASE_URL: empty })
  expect([nobody.code, nobody.out]).toEqual([1, ''])
  expect(nobody.err).toMatch(/Portico has not been set up yet/)
}, 60_000)

describe('API tokens', () => {
  const on = { DATABASE_URL: database.url }
  const create = (...more: string[]) => portico(['token', 'create', ...more], on)

  test('one is made, works for its person, is listed without its secret, and is ended', async () => {
    const made = await create('--user', 'Igor@larkfield.example', '--name', 'Nightly import', '--days', '30')
    expect(made).toMatchObject({ code: 0, err: '' })
    const [secret] = /portico_\S+/.exec(made.out)!
    const [id] = /[0-9a-f-]{36}(?=\s*$)/.exec(made.out)!
    const listed = await portico(['token', 'list', '--state', 'works'], on)
    expect(listed.out).toContain(`${id}  works`)
    expect(listed.out).toContain('Igor Petrov: Nightly import')
    expect(listed.out).not.toContain(secret)
    const { rows } = await database.pool.query(
      `select actor_kind, facts from audit_events where operation = 'issueToken' and outcome = 'done'`,
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect((await portico(['token', 'revoke', id!], on)).out).toBe('It is ended.\n')
    expect(await portico(['token', 'revoke', id!], on)).toMatchObject({ code: 1 })
    expect((await portico(['token', 'list', '--state', 'works'], on)).out).toBe('There are no such tokens.\n')
  }, 60_000)

  test.each([
    ['nobody', ['--user', 'nobody@larkfield.example', '--name', 'x'], 'nobody@larkfield.example'],
    ['somebody from outside', ['--user', 'dana@brightwater.example', '--name', 'x'], 'an employee'],
    ['the System supervisor', ['--user', 'vera@larkfield.example', '--name', 'x'], 'System supervisor'],
    ['a locked account', ['--user', 'tomas@larkfield.example', '--name', 'x'], 'active account'],
    [
      'an unknown workspace',
      ['--user', 'igor@larkfield.example', '--name', 'x', '--workspace', 'nowhere'],
      'workspaces',
    ],
    [
      'administration of one workspace',
      ['--user', 'igor@larkfield.example', '--name', 'x', '--administers', '--workspace', 'nowhere'],
      'workspaces',
    ],
  ])(
    'none is made for %s',
    async (_, given, said) => {
      const { code, out, err } = await create(...given)
      expect([code, out]).toEqual([1, ''])
      expect(err).toContain(said)
    },
    30_000,
  )

  test.each([
    [['--name', 'x']],
    [['--user', 'igor@larkfield.example']],
    [['--user', 'a@b.cd', '--name', 'x', '--days', '0']],
  ])('used wrongly (%s) it says how', async (given) => expect(await create(...given)).toMatchObject({ code: 2 }))
})
