import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import { type CliCommand, Misused, print } from './cli-command.ts'
import { asSystem } from './as-system.ts'

const states = ['works', 'expired', 'ended'] as const

export const tokenList: CliCommand = {
  name: 'token list',
  usage: '[--state works|expired|ended] [--json]',
  summary: 'Lists API tokens, newest first: whose, what for, until when, last used',
  details: 'Secrets are told once, when a token is made: only their hashes are kept.',
  options: { state: { type: 'string' }, json: { type: 'boolean' } },
  async run(_, { state, json }) {
    const wanted = states.find((one) => one === state)
    if (state !== undefined && !wanted) throw new Misused(`--state: expected ${states.join(', ')}, found ${state}.`)
    return asSystem('portico token list', async ({ db }) => {
      const { listTokensOnServer } = await import('../signin/queries/list-tokens.ts')
      const tokens = await listTokensOnServer(db, wanted)
      if (json) print(JSON.stringify(tokens, null, 2))
      else if (tokens.length === 0) print('There are no such tokens.')
      else for (const one of tokens) print(lineOf(one))
      return 0
    })
  },
}

type Token = Awaited<ReturnType<typeof import('../signin/queries/list-tokens.ts').listTokensOnServer>>[number]

const day = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? 'never'

const lineOf = ({ id, state, userName, name, access, administers, workspaces, expiresAt, lastUsedAt }: Token): string =>
  [
    `${id}  ${state.padEnd(7)}  until ${day(expiresAt)}  used ${day(lastUsedAt)}  ${access.padEnd(5)}`,
    `${userName}: ${name}`,
    administers ? 'administers' : workspaces ? `in ${workspaces.map((one) => one.name).join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('  ')

export const tokenCreate: CliCommand = {
  name: 'token create',
  usage: '--user E-MAIL --name NAME [--write] [--administers] [--workspace CODE …] [--days N]',
  summary: 'Makes an API token that acts as an employee and prints its secret, once',
  details:
    'It reads only, unless --write. --administers lets the administration rights of the person count; not together with\n' +
    '--workspace, which may be given several times. It works for 90 days, unless --days (1 to 730). The audit keeps it. The\n' +
    'System supervisor makes tokens for herself only, on her profile.',
  options: {
    user: { type: 'string' },
    name: { type: 'string' },
    write: { type: 'boolean' },
    administers: { type: 'boolean' },
    workspace: { type: 'string', multiple: true },
    days: { type: 'string' },
  },
  async run(_, given) {
    const { user, name, write, administers, days = '90' } = given
    const workspace = given.workspace as unknown as string[] | undefined
    if (!user) throw new Misused('--user: expected the e-mail address of the employee it acts as.')
    if (!name) throw new Misused('--name: expected what uses it, such as "Nightly import".')
    if (!/^[1-9]\d{0,2}$/.test(String(days))) throw new Misused(`--days: expected 1 to 730, found ${String(days)}.`)
    return asSystem('portico token create', async ({ db, perform }) => {
      const { issueToken } = await import('../signin/commands/issue-token.ts')
      const input = {
        email: user,
        name,
        access: write ? 'write' : 'read',
        administers: administers === true,
        workspaces: workspace ?? null,
        days: Number(days),
      }
      const made = (await perform(issueToken, input, await supervisorOf(db))) as {
        id: string
        token: string
        expiresAt: Date
        userName: string
      }
      print(`${made.token}\n`)
      print(
        `Acts as ${made.userName} until ${day(made.expiresAt)}. It is not shown again. End it: portico token revoke ${made.id}`,
      )
      return 0
    })
  },
}

/** In whose name the server makes tokens: somebody has to stand beside them. */
async function supervisorOf(db: Parameters<Parameters<typeof asSystem>[1]>[0]['db']): Promise<UserId> {
  const { rows } = await sql<{ id: UserId | null }>`select supervisor_id as id from company`.execute(db)
  if (!rows[0]?.id) throw new Misused('Expected a company, but Portico has not been set up yet.')
  return rows[0].id
}

export const tokenRevoke: CliCommand = {
  name: 'token revoke',
  usage: 'ID',
  summary: 'Ends an API token with the next request, for good',
  details: 'ID is what “portico token list” shows first.',
  async run([id]) {
    if (!id || !/^[0-9a-f-]{36}$/.test(id)) throw new Misused(`Expected the id of a token, found ${id ?? 'none'}.`)
    return asSystem('portico token revoke', async ({ perform }) => {
      const { withdrawToken } = await import('../signin/commands/issue-token.ts')
      await perform(withdrawToken, { token: id })
      print('It is ended.')
      return 0
    })
  },
}
