import { createHash } from 'node:crypto'

/** The chain as plain arithmetic: whoever has the rows and this page can check it without Portico. */

export type Seal = {
  number: number
  previous: Buffer
  hash: Buffer
  /** How many rows it covers. */
  events: number
  /** Turn and id of its last row. */
  lastTurn: number
  lastId: string
  root: Buffer
}

/** One row as it is sealed: its id and the text that is hashed (`rowText` in seal.sql.ts says what is in it). */
export type SealedRow = { id: string; text: string }

export const beforeFirst = Buffer.alloc(32)

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const idBytes = 16
const leafBytes = idBytes + 32

/** What stands for a row in its seal: the id, and the hash of its text. */
export const leafOf = ({ id, text }: SealedRow): Buffer =>
  Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), sha256(text)])

export const rootOf = (leaves: Buffer): Buffer => sha256(leaves)

/** The leaves one by one, with the id each is for. */
export function* leavesIn(leaves: Buffer): Generator<{ id: string; leaf: Buffer }> {
  for (let at = 0; at < leaves.length; at += leafBytes) {
    const leaf = leaves.subarray(at, at + leafBytes)
    const hex = leaf.subarray(0, idBytes).toString('hex')
    yield { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), leaf }
  }
}

/** Every fact of a seal is in its hash, and the hash of the seal before it: one changed byte changes all that follow. */
export const hashOf = ({ number, previous, events, lastTurn, lastId, root }: Omit<Seal, 'hash'>): Buffer =>
  sha256(`portico audit seal 1\n${number}\n${events}\n${lastTurn}\n${lastId}\n`, previous, root)

/** The next seal over these rows. */
export function sealRows(
  before: Pick<Seal, 'number' | 'hash'> | undefined,
  rows: readonly (SealedRow & { turn: number })[],
): Seal & { leaves: Buffer } {
  const last = rows.at(-1)!
  const leaves = Buffer.concat(rows.map(leafOf))
  const seal = {
    number: (before?.number ?? 0) + 1,
    previous: before?.hash ?? beforeFirst,
    events: rows.length,
    lastTurn: last.turn,
    lastId: last.id,
    root: rootOf(leaves),
  }
  return { ...seal, hash: hashOf(seal), leaves }
}
