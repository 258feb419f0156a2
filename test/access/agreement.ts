import * as fc from 'fast-check'
import { permissions, type Permission } from '../../src/access/permissions.ts'
import { audience } from '../../src/access/audience.ts'
import { decide, explain } from '../../src/access/decide.ts'
import { createApp } from '../../src/apps/commands/create-app.ts'
import { publishApp } from '../../src/apps/commands/publish-app.ts'
import { saveFields } from '../../src/apps/commands/save-fields.ts'
import { newId } from '../../src/base/ids.ts'
import { createWorkspace } from '../../src/workspaces/commands/create-workspace.ts'
import type { Someone, World } from '../cast/world.ts'
import { buildWorld } from './build-world.ts'
import { oracle } from './oracle.ts'
import type { Built, Ground } from './rows.ts'
import { type SmallWorld, smallWorld } from './small-world.ts'
import { permissionsOn, resourceOn, type Shelf, shelvesOf } from './things.ts'
import { listed, listedFromMemory } from './three-answers.ts'

/** Two workspaces, each with a published app and a process. */
export async function makeGround({ pool }: World, adam: Someone): Promise<Ground> {
  const ground: Ground = { workspaces: [], apps: [], processes: [] }
  for (const at of [0, 1]) {
    const { id: workspace } = await adam.run(createWorkspace, { name: `Ground ${at}` })
    const { id: app } = await adam.run(createApp, { workspace, name: 'Things', itemName: 'Thing', mode: 'app' })
    const { version } = await adam.run(saveFields, {
      app,
      version: 1,
      fields: [{ code: 'name', name: 'Name', type: 'string' }],
    })
    await adam.run(publishApp, { app, version })
    const { rows } = await pool.query<{ table: string }>('select table_name as table from apps where id = $1', [app])
    const process = { id: newId<'process'>(), version: newId<'process_version'>() }
    await pool.query(`insert into processes (id, workspace_id, code, name, draft_xml) values ($1, $2, 'p', 'P', '')`, [
      process.id,
      workspace,
    ])
    await pool.query(
      `insert into process_versions (id, process_id, number, xml, definition) values ($1, $2, 1, '', '{}')`,
      [process.version, process.id],
    )
    ground.workspaces.push(workspace)
    ground.apps.push({ id: app, table: rows[0]!.table })
    ground.processes.push(process)
  }
  // Visible to all by default; each world says anew to whom.
  await pool.query('delete from visibility')
  return ground
}

class Undo extends Error {}

/** Which places of a kind a world has, and which of them are there. */
function placesOf(world: SmallWorld, built: Built, { kind, app }: Shelf): { at: number; id: string }[] {
  const all = built[kind].map((id, at) => ({ at, id }))
  if (kind === 'item') return all.filter(({ at }) => built.app[world.items[at]!.app] === app)
  if (kind === 'file') return all.filter(({ at }) => !world.files[at]!.deleted)
  if (kind === 'page') return all.filter(({ at }) => !world.pages[at]!.deleted)
  return all
}

/**
 * Compares, for one person of a world, every permission on every thing: the oracle, the list, the list by remembered
 * facts, the single decision, the explanation, and everybody who may. `thorough` asks the latter of everything; otherwise of a third, another third in every world.
 */
async function compare(db: World['db'], world: SmallWorld, ground: Ground, shelves: Shelf[], thorough: boolean) {
  await db
    .transaction()
    .execute(async (tx) => {
      const built = await buildWorld(tx, world, ground)
      const { may } = oracle(world)
      // Whoever may, may without a token.
      const { could } = oracle({ ...world, token: null })
      const actor = built.actors[world.looksAt]!
      let asked = world.grants.length + world.tasks.length
      for (const shelf of shelves) {
        const places = placesOf(world, built, shelf)
        for (const permission of permissionsOn(shelf.kind)) {
          const expected = places.filter(({ at }) => may(world.looksAt, permission, shelf.kind, at)).map(({ id }) => id)
          const visible = new Set(await listed(tx, actor, permission, shelf))
          same(
            permission,
            'the list',
            places.filter(({ id }) => visible.has(id)).map(({ id }) => id),
            expected,
          )
          const remembered = new Set(await listedFromMemory(tx, actor, permission, shelf))
          same(
            permission,
            'the list from memory',
            places.filter(({ id }) => remembered.has(id)).map(({ id }) => id),
            expected,
          )
          for (const { id, at } of places) {
            asked += 1
            if (!thorough && asked % 3 !== 0) continue
            const resource = resourceOn(shelf, id) as never
            const one = expected.includes(id)
            const decision = await decide(tx, actor, permission, resource)
            if (decision.allowed !== one)
              throw new Error(
                `decide ${permission} of ${shelf.kind} ${at}: expected ${one}, found ${JSON.stringify(decision)}`,
              )
            const reasons = await explain(tx, actor, permission, resource)
            if (reasons.length > 0 !== one)
              throw new Error(
                `explain ${permission} of ${shelf.kind} ${at}: expected ${one ? 'a reason' : 'none'}, found ${JSON.stringify(reasons)}`,
              )
            if (!thorough && asked % 9 !== 0) continue
            const everybody = world.people.flatMap((_, who) =>
              could(who, permission, shelf.kind, at) ? [built.user[who]!] : [],
            )
            const found = await audience(tx, permission, resource, { limit: 100 })
            // The world stands in a company that has people of its own; they are asked in agree.test.ts.
            const here = found.rows.map((row): string => row.id).filter((who) => built.user.includes(who))
            same(permission, 'everybody who may', here.toSorted(), everybody.toSorted())
          }
        }
      }
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
}

function same(permission: Permission, who: string, found: string[], expected: string[]) {
  if (JSON.stringify(found) === JSON.stringify(expected)) return
  throw new Error(
    `${who} on ${permission} (${permissions[permission]}): expected ${expected.length}, found ${found.length}`,
  )
}

/** Worlds are made and undone side by side, each in a transaction of its own. */
const lanes = 3

/** Random small worlds against the oracle. A failure prints seed and path, and shrinks. */
export async function provesAgreement(world: World, runs: { numRuns: number; seed?: number; thorough?: boolean }) {
  const ground = await makeGround(world, await world.as('adam'))
  const shelves = await shelvesOf(world.db)
  const { numRuns, thorough = false, seed = Date.now() % 0x7fffffff } = runs
  process.stdout.write(`agreement: ${numRuns} worlds from seed ${seed}\n`)
  const property = fc.asyncProperty(smallWorld, (small) => compare(world.db, small, ground, shelves, thorough))
  const outcomes = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      fc.check(property, { numRuns: Math.ceil(numRuns / lanes), seed: seed + lane }),
    ),
  )
  for (const outcome of outcomes) report(outcome)
}

function report(outcome: fc.RunDetails<[SmallWorld]>) {
  if (outcome.failed) throw new Error(fc.defaultReportMessage(outcome), { cause: outcome.errorInstance })
}
