import type { UserId } from '../../base/ids.ts'
import type { Tx } from '../../sql/database.ts'
import { insertPeople, type KnownPerson, savePeople } from '../directory-people.sql.ts'

export type { KnownPerson } from '../directory-people.sql.ts'

/** Writes many employees at once, as a directory tells of them; default groups and the closure follow in the statement. */
export const makePeople = (
  tx: Tx,
  people: KnownPerson[],
  made: { status: 'active' | 'invited'; by: UserId | null; fields: string[] },
): Promise<void> => insertPeople(tx, people, made)

/** What a directory keeps of them is as it says; the rest is left. */
export const changePeople = (tx: Tx, people: KnownPerson[], fields: string[]): Promise<void> =>
  savePeople(tx, people, fields)
