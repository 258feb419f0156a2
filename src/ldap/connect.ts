import { createConnection, type Socket } from 'node:net'
import { connect as connectSecurely, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { setTimeout as wait } from 'node:timers/promises'
import { type Entry, Client, type Filter } from 'ldapts'
import { Refusal } from '../base/refusal.ts'
import { ldapFailure } from './failure.ts'

export type LdapServer = {
  url: string
  startTls: boolean
  /** PEM of the authority it is believed by; null: the public ones. */
  certificate: string | null
  isPlainAllowed: boolean
}
export type LdapAccount = { dn: string; password: string }

export type Asked = {
  base: string
  filter: Filter
  attributes: string[]
  /** Read as bytes, not as text. */
  binary?: string[]
}

export type LdapSession = {
  /** Page by page, so that memory stays flat whatever there is. */
  pages(asked: Asked): AsyncGenerator<Entry[]>
  /** The few there are; more than `most` are cut off. */
  few(asked: Asked, most: number): Promise<Entry[]>
  /** One entry by its name. */
  read(dn: string, attributes: string[]): Promise<Entry | undefined>
}

const patience = { connectTimeout: 5_000, timeout: 30_000 }
const pageSize = 500
/** Twice what Portico is built for; a server that never ends is left. */
const mostEntries = 200_000

export const isLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(url)?.hostname ?? '')

/** @throws Refusal 422 `ldap.in_the_open` */
export function refuseInTheOpen({ url, startTls, isPlainAllowed }: LdapServer): void {
  if (url.startsWith('ldaps:') || startTls || isPlainAllowed || isLoopback(url)) return
  throw new Refusal(
    'unprocessable',
    'ldap.in_the_open',
    'Expected TLS: without it every password would travel in the open. Use ldaps:// or StartTLS.',
  )
}

/** Of StartTLS, on the connection there is. Its end is heard on that one only when it is told so. */
function upgrade(options: ConnectionOptions): TLSSocket {
  const secure = connectSecurely(options)
  secure.once('close', () => options.socket?.destroy())
  return secure
}

/** One client has one connection in its life (see README). */
function clientOf({ url, certificate, startTls }: LdapServer, timeout: number) {
  const host = (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '')
  const tls = { ...(certificate && { ca: certificate }), host, minVersion: 'TLSv1.2' as const }
  let connections = 0
  const once =
    (connect: (...given: never[]) => Socket) =>
    (...given: never[]): Socket => {
      if ((connections += 1) > 1) throw new Error('The connection broke off.')
      return connect(...given)
    }
  const client = new Client({
    url,
    ...patience,
    timeout,
    strictDN: false,
    ...(url.startsWith('ldaps:') && { tlsOptions: tls }),
    createConnection: once(createConnection) as typeof createConnection,
    createSecureConnection: (startTls ? upgrade : once(connectSecurely)) as typeof connectSecurely,
  })
  return { client, tls }
}

/** A bind that nobody answers for is refused before it is sent. */
async function openBound(
  server: LdapServer,
  { dn, password }: LdapAccount,
  timeout = patience.timeout,
): Promise<Client> {
  refuseInTheOpen(server)
  if (dn === '' || password === '') {
    throw new Refusal('unprocessable', 'ldap.credentials_refused', 'Expected a name and a password, but one is empty.')
  }
  const { client, tls } = clientOf(server, timeout)
  // The library waits without end for a handshake somebody does not answer.
  const tooLate = setTimeout(() => void leave(client), timeout)
  try {
    if (server.startTls) await client.startTLS(tls)
    await client.bind(dn, password)
    return client
  } catch (error) {
    await leave(client)
    throw error
  } finally {
    clearTimeout(tooLate)
  }
}

/** Saying good-bye to somebody who hangs up first is no failure of what was done, and nothing to wait for. */
const leave = (client: Client) =>
  Promise.race([client.unbind().catch(() => undefined), wait(500, undefined, { ref: false })])

/**
 * Binds, lets `use` read, and leaves.
 *
 * @throws Refusal `ldap.…`
 */
export async function withDirectory<T>(
  server: LdapServer,
  account: LdapAccount,
  use: (session: LdapSession) => Promise<T>,
  timeout = patience.timeout,
): Promise<T> {
  try {
    const client = await openBound(server, account, timeout)
    try {
      return await use(sessionOf(client))
    } finally {
      await leave(client)
    }
  } catch (error) {
    throw error instanceof Refusal || isFromUse(error) ? error : ldapFailure(error)
  }
}

/** Of the database or of ourselves, while pages were kept: not the directory's doing. */
const isFromUse = (error: unknown): boolean => error instanceof Error && 'severity' in error

/** Whether the directory takes this password for this entry. */
export async function isPasswordOf(server: LdapServer, account: LdapAccount, timeout: number): Promise<boolean> {
  if (account.password === '') return false
  try {
    await leave(await openBound(server, account, timeout))
    return true
  } catch (error) {
    const failure = ldapFailure(error)
    // Locked, expired and wrong alike are 49; the account may also be barred from binding at all.
    if (['ldap.credentials_refused', 'ldap.refused', 'ldap.not_allowed'].includes(failure.code)) return false
    throw failure
  }
}

function sessionOf(client: Client): LdapSession {
  async function* pages({ base, filter, attributes, binary = [] }: Asked) {
    let seen = 0
    const given = { scope: 'sub', filter, attributes, explicitBufferAttributes: binary, paged: { pageSize } } as const
    for await (const { searchEntries } of client.searchPaginated(base, given)) {
      seen += searchEntries.length
      if (seen > mostEntries) throw tooMany()
      yield searchEntries
    }
  }
  return {
    pages,
    async few({ base, filter, attributes, binary = [] }, most) {
      const given = { scope: 'sub', filter, attributes, explicitBufferAttributes: binary, sizeLimit: most } as const
      return (await client.search(base, given)).searchEntries
    },
    async read(dn, attributes) {
      return (await client.search(dn, { scope: 'base', attributes })).searchEntries[0]
    },
  }
}

const tooMany = () =>
  new Refusal(
    'unprocessable',
    'ldap.too_many',
    `Expected at most ${mostEntries} entries, but the directory has more. Narrow the filter.`,
  )
