import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { EqualityFilter, FilterParser } from 'ldapts'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { base, openLdapServer, reader } from '../../test/cast/ldap-server.ts'
import { authority, stranger } from '../../test/cast/tls.ts'
import { refusalOf } from '../../test/cast/world.ts'
import { isPasswordOf, type LdapServer, withDirectory } from './connect.ts'
import { dnKey, hexOf, textOf } from './values.ts'

const plain = await openLdapServer()
const secure = await openLdapServer({ tls: true })
afterAll(() => Promise.all([plain.close(), secure.close()]))

const kim = {
  dn: `uid=kim,ou=people,${base}`,
  uid: 'kim',
  cn: 'Kim',
  objectclass: 'person',
  password: 'kims own words',
}
const crowd = Array.from({ length: 1203 }, (_, n) => ({ dn: `uid=p${n},${base}`, uid: `p${n}`, objectclass: 'person' }))

const open: LdapServer = { url: plain.url, startTls: false, certificate: null, isPlainAllowed: false }
const startTls = { ...open, url: `ldap://localhost:${plain.port}`, startTls: true, certificate: authority }
const ldaps = { ...open, url: secure.url, certificate: authority }
const people = { base, filter: FilterParser.parseString('(objectclass=person)'), attributes: ['uid', 'cn'] }

const readAll = (server: LdapServer) =>
  withDirectory(server, reader, async (session) => {
    const found: string[] = []
    for await (const page of session.pages(people)) found.push(...page.map((entry) => String(entry.uid)))
    return found
  })
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code

beforeEach(() => {
  for (const directory of [plain, secure]) {
    Object.assign(directory, { mood: {}, entries: [kim, ...crowd], binds: [], searches: [] })
  }
})

describe('a directory is read', () => {
  test('page by page, all of it', async () => {
    expect(await readAll(open)).toHaveLength(1204)
    expect(plain.searches).toHaveLength(3)
  })

  test('under TLS from the first byte, when its authority is believed', async () => {
    expect(await readAll(ldaps)).toHaveLength(1204)
  })

  test('under StartTLS, with no password before it', async () => {
    expect(await readAll(startTls)).toHaveLength(1204)
    expect(plain.binds).toEqual([{ dn: reader.dn, password: reader.password, isSecure: true }])
  })
})

describe('nothing is believed that is not proved', () => {
  test('another authority is refused, under both kinds of TLS', async () => {
    for (const server of [ldaps, startTls]) {
      expect(await codeOf(readAll({ ...server, certificate: stranger }))).toBe('ldap.certificate_refused')
      expect(await codeOf(readAll({ ...server, certificate: null }))).toBe('ldap.certificate_refused')
    }
    expect([...plain.binds, ...secure.binds]).toEqual([])
  })

  test('a certificate for another name is refused', async () => {
    const url = secure.url.replace('localhost', '127.0.0.2')
    expect(['ldap.certificate_refused', 'ldap.unreachable']).toContain(await codeOf(readAll({ ...ldaps, url })))
  })

  test('passwords do not leave this machine in the open', async () => {
    expect(await codeOf(readAll({ ...open, url: 'ldap://dc1.larkfield.example' }))).toBe('ldap.in_the_open')
  })

  test('wrong and empty passwords open nothing, and an empty one is not even sent', async () => {
    expect(await codeOf(withDirectory(open, { ...reader, password: 'no' }, async () => 1))).toBe(
      'ldap.credentials_refused',
    )
    expect(await isPasswordOf(open, { dn: kim.dn, password: 'no' }, 2000)).toBe(false)
    plain.binds.length = 0
    expect(await isPasswordOf(open, { dn: kim.dn, password: '' }, 2000)).toBe(false)
    expect(await codeOf(withDirectory(open, { ...reader, password: '' }, async () => 1))).toBe(
      'ldap.credentials_refused',
    )
    expect(plain.binds).toEqual([])
    expect(await isPasswordOf(open, kim as never, 2000)).toBe(true)
  })

  test('what stands in a value stays a value (LDAP injection)', async () => {
    const filter = new EqualityFilter({ attribute: 'uid', value: '*)(uid=*' })
    const found = await withDirectory(open, reader, (session) => session.few({ ...people, filter }, 5))
    expect(found).toEqual([])
  })
})

describe('a directory that misbehaves is told as such', () => {
  test('when it breaks off in the middle: nothing of it counts, and nobody connects anew in the open', async () => {
    plain.mood = { breaksAfterPage: 1 }
    expect(await codeOf(readAll(open))).toBe('ldap.unreachable')
    expect(await codeOf(readAll(startTls))).toBe('ldap.unreachable')
    expect(plain.binds).toHaveLength(2)
  })

  test('when it stops at a limit, when the base is not there, when nobody listens', async () => {
    plain.mood = { refusesPages: true }
    expect(await codeOf(readAll(open))).toBe('ldap.size_limit')
    plain.mood = {}
    const elsewhere = withDirectory(open, reader, (session) => session.few({ ...people, base: 'dc=elsewhere' }, 5))
    expect(await codeOf(elsewhere)).toBe('ldap.base_missing')
    expect(await codeOf(readAll({ ...open, url: 'ldap://127.0.0.1:1' }))).toBe('ldap.unreachable')
  })

  test('when it answers garbage, hangs up half way, or says nothing', async () => {
    for (const answer of ['HTTP/1.1 400 Bad Request\r\n\r\n', '\u0030\u0084\u007f\u00ff', '', null]) {
      const sockets: Socket[] = []
      const server = createServer((socket) => {
        sockets.push(socket)
        socket.on('error', () => undefined)
        socket.once('data', () =>
          answer === null ? undefined : answer === '' ? socket.end() : socket.write(answer, 'latin1'),
        )
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as { port: number }
      const asked = isPasswordOf({ ...open, url: `ldap://127.0.0.1:${port}` }, { dn: kim.dn, password: 'x' }, 300)
      expect(await codeOf(asked)).toBe('ldap.unreachable')
      for (const socket of sockets) socket.destroy()
      server.close()
    }
  })
})

describe('values', () => {
  test('of any size and kind become text that a database takes, or are told as too long', () => {
    const entry = { dn: '', CN: ['', '  Kim\u0000Park \n'], huge: 'x'.repeat(5_000_000), id: Buffer.from([1, 255]) }
    expect(textOf(entry, 'cn').text).toBe('Kim Park')
    expect(textOf(entry, 'huge')).toEqual({ text: null, isTooLong: true })
    expect(textOf(entry, null).text).toBeNull()
    expect(hexOf(entry, 'id')).toBe('01ff')
  })

  test('that name an entry are compared as directories compare them', () => {
    expect(dnKey('CN = Kim Park, OU=People,DC=x')).toBe(dnKey('cn=kim park,ou=people,dc=X'))
  })
})
