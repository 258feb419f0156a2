import { afterAll, beforeEach } from 'vitest'
import type { DirectoryId, DirectoryRunId, UserId } from '../../src/base/ids.ts'
import { createDirectory } from '../../src/directories/commands/create-directory.ts'
import { applyDirectoryRun } from '../../src/directories/commands/end-run.ts'
import { startDirectoryRun } from '../../src/directories/commands/start-run.ts'
import { switchDirectory } from '../../src/directories/commands/switch-directory.ts'
import { updateDirectory } from '../../src/directories/commands/update-directory.ts'
import { workRun } from '../../src/directories/commands/work-run.ts'
import { connectionShape } from '../../src/directories/contract.ts'
import { presets } from '../../src/directories/presets.ts'
import { getDirectoryRun, listDirectoryRunRows } from '../../src/directories/queries/directory-runs.ts'
import { getDirectory } from '../../src/directories/queries/get-directory.ts'
import { base, type Directory as Server, openLdapServer, reader } from './ldap-server.ts'
import { baseUrl, makeWorld, type Someone, type World } from './world.ts'

export const rules = {
  name: 'Head office',
  signIn: 'directory',
  linksByEmail: false,
  onGone: 'lock',
  mostLeaving: 100,
  schedule: 'off',
  dailyHour: 3,
} as const

export const connectionTo = (server: Server) => ({
  url: server.url,
  startTls: false,
  isPlainAllowed: false,
  certificate: null,
  bindDn: reader.dn,
  baseDn: base,
  groupBaseDn: null,
  preset: 'openldap' as const,
  ...presets.openldap,
})

/** A person as OpenLDAP has one. */
export const person = (uid: string, more: Record<string, string | string[] | undefined> = {}) => ({
  dn: `uid=${uid},ou=people,${base}`,
  objectClass: 'inetOrgPerson',
  entryUUID: `id-of-${uid}`,
  uid,
  cn: `${uid[0]!.toUpperCase()}${uid.slice(1)} Doe`,
  mail: `${uid}@larkfield.example`,
  password: `${uid} has a secret`,
  ...more,
})

export const groupOf = (cn: string, member: string[]) => ({
  dn: `cn=${cn},ou=groups,${base}`,
  objectClass: 'groupOfNames',
  cn,
  member: member.length === 1 ? member[0]! : member,
})

/** A directory of a world, its runs worked on at once. */
export async function makeDirectory(world: World, adam: Someone, server: Server, more: Partial<Changed> = {}) {
  const given = { ...rules, connection: connectionTo(server), password: reader.password, ...more }
  const { id } = await adam.run(createDirectory, given)
  await adam.run(switchDirectory, { directory: id, isEnabled: true })
  const finish = async (run: DirectoryRunId) => {
    await workRun({ db: world.db, send: world.send, secrets: world.secrets, baseUrl }, { run })
    const { rows } = await adam.run(listDirectoryRunRows, { run, limit: 200 })
    return { ...(await adam.run(getDirectoryRun, { run })), rows }
  }
  const begin = async (preview: boolean) => finish((await adam.run(startDirectoryRun, { directory: id, preview })).id)
  return {
    id,
    preview: () => begin(true),
    run: () => begin(false),
    apply: async (run: DirectoryRunId) => {
      await adam.run(applyDirectoryRun, { run })
      return finish(run)
    },
    change: (change: Partial<Changed>) => changeDirectory(adam, id, change),
  }
}

type Changed = Parameters<typeof updateDirectory.run>[1]

async function changeDirectory(adam: Someone, directory: DirectoryId, change: Partial<Changed>): Promise<void> {
  const now = await adam.run(getDirectory, { directory })
  const { version, name, signIn, linksByEmail, onGone, mostLeaving, schedule, dailyHour } = now
  const connection = Object.fromEntries(
    Object.keys(connectionShape.shape).map((key) => [key, now[key as keyof typeof now]]),
  ) as Changed['connection']
  const before = { name, signIn, linksByEmail, onGone, mostLeaving, schedule, dailyHour, connection }
  await adam.run(updateDirectory, { directory, version, ...before, ...change })
}

/** A world with a directory of three people, as it is before each test, and ways to look at what became of them. */
export async function directoryWorld() {
  const server = await openLdapServer()
  afterAll(() => server.close())
  const world = await makeWorld()
  const adam = await world.as('adam')
  const { pool } = world
  const crowd = ['anna', 'bert', 'cleo'].map((uid) => person(uid))
  const made = { directory: await makeDirectory(world, adam, server) }
  const gone = `select id from users where source = 'directory'`
  beforeEach(async () => {
    Object.assign(server, { mood: {}, entries: [...crowd], searches: [], binds: [] })
    await pool.query('delete from directories')
    await pool.query(`update users set deleted_at = now() where source = 'directory' and deleted_at is null`)
    await pool.query(
      `update seats set freed_at = now(), free_reason = 'deleted' where freed_at is null and user_id in (${gone})`,
    )
    await pool.query(`update license_packs set seats = 50 where kind = 'named'`)
    made.directory = await makeDirectory(world, adam, server)
  })
  const userOf = async (email: string) => {
    type Found = { id: UserId; status: string; full_name: string; source: string }
    const asked = 'select id, status, full_name, source from users where email = $1 and deleted_at is null'
    return (await pool.query<Found>(asked, [email])).rows[0]
  }
  const statusOf = async (uid: string) => (await userOf(`${uid}@larkfield.example`))?.status
  return { world, server, adam, pool, crowd, made, userOf, statusOf }
}

export const codesOf = (run: { rows: { label: string; code: string | null }[] }) =>
  Object.fromEntries(run.rows.map(({ label, code }) => [label, code]))
