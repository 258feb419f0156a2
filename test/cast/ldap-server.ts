import { TLSSocket, createSecureContext } from 'node:tls'
import ldap, { type Request, type Response, type Server } from 'ldapjs'
import { certificate, key } from './tls.ts'

export type LdapEntry = { dn: string; password?: string; [attribute: string]: string | string[] | undefined }

/**
 * A directory in memory that speaks real LDAP: binds, filters, pages (RFC 2696), StartTLS and ldaps, and that can be made
 * to misbehave. Reads want the account below; an unauthenticated bind succeeds, as RFC 4513 lets it.
 */
export const base = 'dc=larkfield,dc=example'
export const reader = { dn: `cn=reader,${base}`, password: 'reads-everything' }

export type Directory = {
  url: string
  port: number
  entries: LdapEntry[]
  /** Filters and binds as they came. */
  searches: string[]
  binds: { dn: string; password: string; isSecure: boolean }[]
  /** How it misbehaves now. */
  mood: {
    refusesPages?: boolean
    breaksAfterPage?: number
    empty?: boolean
    forgets?: string
    silent?: boolean
    range?: number
  }
  close(): Promise<void>
}

const plain = (dn: string): string => dn.toLowerCase().replace(/\s*([,=])\s*/g, '$1')

export async function openLdapServer({ tls = false } = {}): Promise<Directory> {
  const server = ldap.createServer(tls ? { certificate, key } : {})
  const directory: Directory = {
    url: '',
    port: 0,
    entries: [],
    searches: [],
    binds: [],
    mood: {},
    close: () => new Promise((done) => server.close(done)),
  }
  answerBinds(server, directory)
  answerSearches(server, directory)
  answerStartTls(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  directory.port = server.address().port
  directory.url = `${tls ? 'ldaps' : 'ldap'}://localhost:${directory.port}`.replace(
    'localhost',
    tls ? 'localhost' : '127.0.0.1',
  )
  return directory
}

function answerBinds(server: Server, directory: Directory): void {
  server.bind('', (request, response, next) => {
    const dn = plain(request.dn.toString())
    const password = request.credentials
    const isSecure = 'encrypted' in request.connection || secured.has(request.connection)
    directory.binds.push({ dn, password, isSecure })
    if (directory.mood.silent) return undefined
    if (password === '') return done(response)
    const known = dn === plain(reader.dn) ? reader : directory.entries.find((entry) => plain(entry.dn) === dn)
    if (known?.password !== password) return next(new ldap.InvalidCredentialsError())
    bound.set(request.connection, dn)
    return done(response)
  })
}

const bound = new WeakMap<object, string>()
const done = (response: Response): void => response.end()

function answerSearches(server: Server, directory: Directory): void {
  server.search('', (request, response, next) => {
    directory.searches.push(String(request.filter))
    if (bound.get(request.connection) !== plain(reader.dn)) {
      return next(new ldap.InsufficientAccessRightsError())
    }
    const within = plain(request.dn.toString())
    if (!within.endsWith(plain(base))) return next(new ldap.NoSuchObjectError())
    const found = directory.mood.empty ? [] : directory.entries.filter((entry) => isAsked(entry, request, within))
    return answerPage(directory, request, response, found, next)
  })
}

function isAsked(entry: LdapEntry, { filter, scope }: Request, within: string): boolean {
  const dn = plain(entry.dn)
  if (scope === 'base' || scope === 'baseObject' || scope === 0 ? dn !== within : !dn.endsWith(within)) return false
  const attributes = Object.fromEntries(
    Object.entries(entry).flatMap(([name, value]) =>
      // A filter may name it in any case.
      value === undefined ? [] : [name, name.toLowerCase()].map((as) => [as, [value].flat()]),
    ),
  )
  return filter.matches(attributes)
}

function answerPage(
  directory: Directory,
  request: Request,
  response: Response,
  found: LdapEntry[],
  next: (error: Error) => void,
): void {
  const paged = request.controls.find(({ type }) => type === '1.2.840.113556.1.4.319')
  const { refusesPages, breaksAfterPage, forgets } = directory.mood
  if (paged && refusesPages && found.length > 2) return next(new ldap.SizeLimitExceededError())
  const start = paged ? Number(paged.value.cookie.toString() || 0) : 0
  const size = paged ? paged.value.size : request.sizeLimit || found.length
  if (breaksAfterPage !== undefined && start >= breaksAfterPage * size && start > 0) {
    secured.get(request.connection)?.destroy()
    request.connection.destroy()
    return
  }
  for (const { dn, password: _, ...attributes } of found.slice(start, start + size)) {
    // Left out of a listing as a page that got lost, but there when it is asked for.
    if (dn === forgets && paged && found.length > 1) continue
    const told = toldOf(attributes, request, directory.mood.range)
    // Its own choice of attributes compares their names with case.
    response.attributes = ['*']
    response.send({ dn, attributes: told })
  }
  if (paged) {
    const isLeft = start + size < found.length
    const cookie = Buffer.from(isLeft ? String(start + size) : '')
    response.addControl(new ldap.PagedResultsControl({ value: { size: found.length, cookie } }))
  }
  response.end()
}

/** What was asked for; long lists in parts, as Active Directory tells them (MS-ADTS 3.1.1.3.1.3.3). */
function toldOf(attributes: Omit<LdapEntry, 'dn'>, { attributes: asked }: Request, range: number | undefined) {
  const told: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(attributes)) {
    const as = asked.find((one) => one.toLowerCase().split(';')[0] === name.toLowerCase())
    if (as === undefined || value === undefined) continue
    const from = Number(/range=(\d+)/.exec(as)?.[1] ?? 0)
    if (!range || !Array.isArray(value) || value.length <= range) told[name] = value
    else
      told[`${name};range=${from}-${from + range < value.length ? from + range - 1 : '*'}`] = value.slice(
        from,
        from + range,
      )
  }
  return told
}

const secured = new WeakMap<object, TLSSocket>()

/** RFC 4511 §4.14: after the answer both sides go on under TLS on the same connection. */
function answerStartTls(server: Server): void {
  server.exop('1.3.6.1.4.1.1466.20037', (request, response) => {
    const { connection } = request
    response.end()
    connection.removeAllListeners('data')
    const secure = new TLSSocket(connection, {
      isServer: true,
      secureContext: createSecureContext({ cert: certificate, key }),
    })
    secure.on('error', () => connection.destroy())
    secure.on('data', (data: Buffer) => connection.parser.write(data))
    secured.set(connection, secure)
    const toWire = connection.write.bind(connection)
    // TLSSocket writes to the handle below, so what the server writes to the connection can go through it.
    connection.write = ((data: Buffer) =>
      secure.destroyed ? toWire(data) : secure.write(data)) as typeof connection.write
  })
}
