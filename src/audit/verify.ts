import { sql } from 'kysely'
import { type Db, transaction, type Tx } from '../sql/database.ts'
import { beforeFirst, hashOf, leafOf, leavesIn, rootOf, type Seal, type SealedRow } from './chain.ts'
import type { Head } from './heads.ts'
import { asSealed, rowText, sealColumns } from './seal.sql.ts'

export type Finding = {
  what:
    | 'row_altered'
    | 'row_removed'
    | 'row_inserted'
    | 'seal_broken'
    | 'seal_removed'
    | 'tail_cut'
    | 'chain_rewritten'
    | 'archive_missing'
  /** Number of the seal it was found in. */
  seal: number
  /** Id of the row. */
  row?: string
  sentence: string
}

export type Checked = {
  seals: number
  events: number
  unsealed: number
  /** Hashes kept outside that were compared; with none, an end that was cut off does not show. */
  heads: number
  finding: Finding | null
}

type StoredSeal = Seal & { leaves: Buffer | null; isArchived: boolean }
type Event = SealedRow & { turn: number }

const found = (what: Finding['what'], seal: number, sentence: string, row?: string): Finding => ({
  what,
  seal,
  sentence,
  ...(row && { row }),
})

/**
 * Reads the whole audit in one snapshot, row by row in the order it was sealed, and stops at the first thing that is not
 * as it was. `heads` are the hashes kept outside: they show what a chain cannot, its end cut off or all of it made anew.
 */
export function verifyAudit(db: Db, heads: readonly Head[]): Promise<Checked> {
  return transaction(db, async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    await asSealed(tx)
    const counts: Checked = { seals: 0, events: 0, unsealed: 0, heads: heads.length, finding: null }
    const byNumber = Map.groupBy(heads, ({ number }) => number)
    const events = new Reader(readEvents(tx))
    let before: StoredSeal | undefined
    for await (const seal of readSeals(tx)) {
      counts.finding =
        brokenLink(seal, before) ??
        otherHead(seal, byNumber.get(seal.number) ?? []) ??
        (await brokenRows(tx, seal, events))
      if (counts.finding) return counts
      counts.seals += 1
      counts.events += seal.events
      before = seal
    }
    const last = Math.max(0, ...byNumber.keys())
    if (last > (before?.number ?? 0)) {
      const sentence = `The chain ends with seal ${before?.number ?? 0}, but outside of the database seal ${last} is known: the end was cut off, or an older backup was restored.`
      return { ...counts, finding: found('tail_cut', (before?.number ?? 0) + 1, sentence) }
    }
    while (await events.next()) counts.unsealed += 1
    return counts
  })
}

function brokenLink(seal: StoredSeal, before: StoredSeal | undefined): Finding | null {
  const expected = (before?.number ?? 0) + 1
  if (seal.number !== expected)
    return found('seal_removed', expected, `Expected seal ${expected}, found seal ${seal.number}.`)
  if (!seal.previous.equals(before?.hash ?? beforeFirst))
    return found('seal_broken', seal.number, `Seal ${seal.number} does not name the hash of the seal before it.`)
  if (!hashOf(seal).equals(seal.hash) || (seal.leaves && !rootOf(seal.leaves).equals(seal.root)))
    return found('seal_broken', seal.number, `Seal ${seal.number} is not what its own hash says.`)
  if (!seal.leaves && !seal.isArchived)
    return found('archive_missing', seal.number, `Seal ${seal.number} has neither its rows nor an archive of them.`)
  return null
}

function otherHead(seal: StoredSeal, heads: readonly Head[]): Finding | null {
  const other = heads.find(({ hash }) => hash !== seal.hash.toString('hex'))
  const sentence = `Seal ${seal.number} has another hash than was written down outside of the database on ${other?.at}: it was made anew.`
  return other ? found('chain_rewritten', seal.number, sentence) : null
}

/** Rows and leaves side by side; the first pair that differs says what was done. */
async function brokenRows(tx: Tx, seal: StoredSeal, events: Reader<Event>): Promise<Finding | null> {
  for (const { id, leaf } of leavesIn(seal.leaves ?? Buffer.alloc(0))) {
    const event = await events.peek()
    if (event?.id === id) {
      if (!leafOf(event).equals(leaf))
        return found('row_altered', seal.number, `Row ${id} was altered after it was sealed.`, id)
      await events.next()
    } else {
      return displaced(tx, seal.number, id, event)
    }
  }
  const event = await events.peek()
  if (event && !isAfter(event, seal))
    return found('row_inserted', seal.number, `Row ${event.id} was inserted among sealed ones.`, event.id)
  return null
}

/** Where a row was expected and another one stands, or none: it is gone, or one of the two was put there. */
async function displaced(tx: Tx, seal: number, id: string, event: Event | undefined): Promise<Finding> {
  const { rows } = await sql`select from audit_events where id = ${id}`.execute(tx)
  if (rows.length === 0) return found('row_removed', seal, `Row ${id} was removed after it was sealed.`, id)
  if (!event) return moved(seal, id)
  const leaf = leafOf(event)
  const { rows: sealed } = await sql<{
    isSame: boolean
  }>`select position(${leaf} in leaves) > 0 as "isSame" from audit_seals
    where position(${leaf.subarray(0, 16)} in leaves) > 0 limit 1`.execute(tx)
  if (!sealed[0]) return found('row_inserted', seal, `Row ${event.id} was inserted among sealed ones.`, event.id)
  return moved(seal, sealed[0].isSame ? id : event.id)
}

const moved = (seal: number, id: string): Finding =>
  found('row_altered', seal, `Row ${id} was moved to another place after it was sealed.`, id)

/** In the order of sealing; ids compare as text as they do as UUIDs. */
const isAfter = ({ turn, id }: Event, { lastTurn, lastId }: Seal): boolean =>
  turn > lastTurn || (turn === lastTurn && id > lastId)

async function* readSeals(tx: Tx): AsyncGenerator<StoredSeal> {
  yield* fetched<StoredSeal>(
    tx,
    'seals',
    sql`select ${sealColumns}, leaves,
      exists (select from audit_archives where number between first_seal and last_seal) as "isArchived"
    from audit_seals order by number`,
    20,
  )
}

async function* readEvents(tx: Tx): AsyncGenerator<Event> {
  yield* fetched<Event>(
    tx,
    'events',
    sql`select id, turn, ${rowText(sql`e`)} as text from audit_events e order by turn, id`,
    1000,
  )
}

/** A cursor of the database: neither side holds more than `size` rows. */
async function* fetched<Row>(tx: Tx, name: string, select: ReturnType<typeof sql>, size: number): AsyncGenerator<Row> {
  await sql`declare ${sql.ref(name)} no scroll cursor for ${select}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(size)} from ${sql.ref(name)}`.execute(tx)
    yield* rows
    if (rows.length < size) return
  }
}

/** A sequence one can look at before taking from it. */
class Reader<Row> {
  private held: Row | undefined
  private readonly rows: AsyncGenerator<Row>

  constructor(rows: AsyncGenerator<Row>) {
    this.rows = rows
  }

  async peek(): Promise<Row | undefined> {
    return (this.held ??= (await this.rows.next()).value as Row | undefined)
  }

  async next(): Promise<Row | undefined> {
    const row = await this.peek()
    this.held = undefined
    return row
  }
}
