import { createGunzip, createGzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { sql } from 'kysely'
import { newId } from '../base/ids.ts'
import type { Blobs, StoredBlob } from '../blobs/blobs.ts'
import { type Db, transaction, type Tx } from '../sql/database.ts'
import { hashOf, leafOf, rootOf, type Seal } from './chain.ts'
import { asSealed, rowText, sealColumns } from './seal.sql.ts'
import type { Finding } from './verify.ts'

/** Rows of one archive file, some megabytes as gzip. */
const rowsOfArchive = 50_000

/** The first line for each seal, followed by one line for each of its rows. */
type SealLine = { seal: number; previous: string; hash: string; events: number; lastTurn: number; lastId: string }
type RowLine = { id: string; text: string }

type OldSeal = Seal & { firstAt: Date; lastAt: Date }

/** Seals all of whose rows are older, in order, up to the size of one file. A seal is never split. */
async function oldSeals(tx: Tx, months: number): Promise<OldSeal[]> {
  const { rows } = await sql<OldSeal>`
    with after as (select coalesce(max(last_seal), 0) as number from audit_archives),
      young as (select min(number) as number from audit_seals where number > (select number from after)
        and last_at >= now() - make_interval(months => ${months})),
      old as (select *, sum(events) over (order by number) - events as earlier from audit_seals
        where number > (select number from after) and number < coalesce((select number from young), 9223372036854775807))
    select ${sealColumns}, first_at as "firstAt", last_at as "lastAt" from old
    where earlier < ${rowsOfArchive} order by number`.execute(tx)
  return rows
}

async function* linesOf(tx: Tx, seals: readonly OldSeal[]): AsyncGenerator<string> {
  let [turn, id] = await endBefore(tx, seals[0]!.number)
  for (const seal of seals) {
    const { rows } = await sql<RowLine>`select id, ${rowText(sql`e`)} as text from audit_events e
      where turn between ${turn} and ${seal.lastTurn} and (turn, id) > (${turn}, ${id}::uuid)
        and (turn, id) <= (${seal.lastTurn}, ${seal.lastId}::uuid) order by turn, id`.execute(tx)
    if (!rootOf(Buffer.concat(rows.map(leafOf))).equals(seal.root))
      throw new Error(`The rows of seal ${seal.number} are not as they were sealed; they stay where they are.`)
    const { number, events, lastTurn, lastId, previous, hash } = seal
    const line = { seal: number, previous: previous.toString('hex'), hash: hash.toString('hex') }
    yield `${JSON.stringify({ ...line, events, lastTurn, lastId } satisfies SealLine)}\n`
    for (const { id: rowId, text } of rows) yield `${JSON.stringify({ id: rowId, text } satisfies RowLine)}\n`
    ;[turn, id] = [lastTurn, lastId]
  }
}

async function endBefore(tx: Tx, seal: number): Promise<[number, string]> {
  const { rows } = await sql<{ turn: number; id: string }>`select last_turn as turn, last_id as id from audit_seals
    where number = ${seal - 1}`.execute(tx)
  return rows[0] ? [rows[0].turn, rows[0].id] : [0, '00000000-0000-0000-0000-000000000000']
}

/**
 * Moves the oldest rows into a file, when the company keeps the audit for so many months. The file is on disk before
 * the transaction commits that takes the rows out; rows that are not as they were sealed are never moved.
 * @returns how many rows were moved; 0 when nothing is old enough.
 */
export function archiveNext(db: Db, blobs: Blobs): Promise<number> {
  return transaction(db, async (tx) => {
    const lock = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('audit archives', 0)) as got`.execute(tx)
    const { rows: company } = await sql<{ months: number | null }>`
      select audit_keep_months as months from company`.execute(tx)
    if (!lock.rows[0]!.got || !company[0]?.months) return 0
    await asSealed(tx)
    const seals = await oldSeals(tx, company[0].months)
    const last = seals.at(-1)
    if (!last) return 0
    const stored = await packed(tx, seals, blobs)
    const events = seals.reduce((sum, seal) => sum + seal.events, 0)
    const [firstAt, lastAt] = [seals[0]!.firstAt, new Date(Math.max(...seals.map((seal) => seal.lastAt.getTime())))]
    await sql`insert into audit_archives (id, first_seal, last_seal, events, first_at, last_at, storage_key, size, sha256)
      values (${newId()}, ${seals[0]!.number}, ${last.number}, ${events}, ${firstAt}, ${lastAt}, ${stored.key}, ${stored.size},
        ${stored.sha256})`.execute(tx)
    await sql`update audit_seals set leaves = null where number between ${seals[0]!.number} and ${last.number}`.execute(
      tx,
    )
    const gone = await sql`delete from audit_events
      where turn <= ${last.lastTurn} and (turn, id) <= (${last.lastTurn}, ${last.lastId}::uuid)`.execute(tx)
    if (Number(gone.numAffectedRows) !== events)
      throw new Error(`Expected to move ${events} rows of the audit, found ${gone.numAffectedRows}.`)
    return events
  })
}

async function packed(tx: Tx, seals: readonly OldSeal[], blobs: Blobs): Promise<StoredBlob> {
  const [lines, gzip] = [Readable.from(linesOf(tx, seals)), createGzip()]
  const packing = pipeline(lines, gzip)
  packing.catch(() => undefined)
  try {
    return await blobs.put(gzip)
  } catch (error) {
    // The last statement of the lines has to be over before the transaction is.
    lines.destroy()
    await packing.catch(() => undefined)
    throw error
  }
}

type Archive = { firstSeal: number; lastSeal: number; key: string }

/** Reads every archive again: all its seals and rows must be there and as the chain says. The first fault, or null. */
export async function verifyArchives(db: Db, blobs: Blobs): Promise<Finding | null> {
  const { rows } = await sql<Archive>`select first_seal as "firstSeal", last_seal as "lastSeal", storage_key as key
    from audit_archives order by first_seal`.execute(db)
  for (const archive of rows) {
    const { rows: seals } = await sql<Seal>`select ${sealColumns} from audit_seals
      where number between ${archive.firstSeal} and ${archive.lastSeal} order by number`.execute(db)
    const content = await blobs.get(archive.key)
    const fault = content ? await faultIn(content.stream, seals) : 'its file is gone'
    if (fault !== null) {
      const sentence = `The archive of seals ${archive.firstSeal} to ${archive.lastSeal} is not as it was made: ${fault}.`
      return { what: 'archive_missing', seal: archive.firstSeal, sentence }
    }
  }
  return null
}

async function faultIn(stream: NodeJS.ReadableStream, seals: readonly Seal[]): Promise<string | null> {
  let roots: Buffer[] = []
  try {
    await pipeline(stream, createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      roots = await rootsIn(linesIn(chunks))
    })
  } catch (error) {
    return `it cannot be read (${error instanceof Error ? error.message : String(error)})`
  }
  if (roots.length !== seals.length) return `expected ${seals.length} seals, found ${roots.length}`
  const wrong = seals.find((seal, at) => !roots[at]!.equals(seal.root) || !hashOf(seal).equals(seal.hash))
  return wrong ? `the rows of seal ${wrong.number} were altered` : null
}

async function* linesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop()!
    yield* lines
  }
}

/** The root of each seal's rows, in the order of the file. */
async function rootsIn(lines: AsyncIterable<string>): Promise<Buffer[]> {
  const leaves: Buffer[][] = []
  for await (const line of lines) {
    const read = JSON.parse(line) as SealLine | RowLine
    if ('seal' in read) leaves.push([])
    else leaves.at(-1)?.push(leafOf(read))
  }
  return leaves.map((of) => rootOf(Buffer.concat(of)))
}
