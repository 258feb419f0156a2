import { sql } from 'kysely'
import { type LicensePackId, newId, type UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { SeatKind, SeatPoolShape } from './contract.ts'

export type FreeReason = 'locked' | 'cancelled' | 'declined' | 'deleted'

const validNow = sql`valid_from <= now() and (valid_to is null or valid_to > now())`

/** Everybody who takes a seat of this kind waits here for those before. */
export async function lockPool(tx: Tx, kind: SeatKind): Promise<void> {
  await sql`select from seat_pools where kind = ${kind} for update`.execute(tx)
}

export async function readPools(db: Db): Promise<SeatPoolShape[]> {
  const { rows } = await sql<SeatPoolShape>`
    select kind, total, occupied, greatest(total - occupied, 0)::integer as free
    from seat_pools cross join lateral (select
      (select coalesce(sum(seats), 0)::integer from license_packs p where p.kind = seat_pools.kind and ${validNow}) as total,
      (select count(*)::integer from seats s where s.kind = seat_pools.kind and freed_at is null) as occupied) counted
    order by kind desc`.execute(db)
  return rows
}

export async function holdsSeat(db: Db, kind: SeatKind, user: UserId): Promise<boolean> {
  const { rows } = await sql`select from seats where kind = ${kind} and user_id = ${user} and freed_at is null`.execute(
    db,
  )
  return rows.length > 0
}

export async function insertSeat(tx: Tx, kind: SeatKind, user: UserId): Promise<void> {
  await sql`insert into seats (id, kind, user_id) values (${newId()}, ${kind}, ${user})`.execute(tx)
}

/** @returns whether there was one to free */
export async function markFreed(tx: Tx, user: UserId, reason: FreeReason): Promise<boolean> {
  const freed = await sql`update seats set freed_at = now(), free_reason = ${reason}
    where user_id = ${user} and freed_at is null`.execute(tx)
  return Number(freed.numAffectedRows ?? 0) > 0
}

export type PackRow = {
  id: LicensePackId
  kind: SeatKind
  seats: number
  source: 'starter' | 'key'
  serial: string | null
  validFrom: Date
  validTo: Date | null
  state: 'valid' | 'not_yet' | 'ended'
  activatedBy: string | null
}

export async function listPacks(db: Db): Promise<PackRow[]> {
  const { rows } = await sql<PackRow>`
    select p.id, p.kind, p.seats, p.source, p.serial, p.valid_from as "validFrom", p.valid_to as "validTo", u.full_name as "activatedBy",
      case when p.valid_from > now() then 'not_yet' when p.valid_to <= now() then 'ended' else 'valid' end as state
    from license_packs p left join users u on u.id = p.activated_by
    order by p.kind desc, p.activated_at, p.id limit 500`.execute(db)
  return rows
}

export type NewPack = {
  id: LicensePackId
  kind: SeatKind
  seats: number
  serial: string
  validFrom: Date
  validTo: Date | null
  by: UserId | null
}

export async function insertPack(tx: Tx, pack: NewPack): Promise<void> {
  await sql`insert into license_packs (id, kind, seats, source, serial, valid_from, valid_to, activated_by)
    values (${pack.id}, ${pack.kind}, ${pack.seats}, 'key', ${pack.serial}, ${pack.validFrom}, ${pack.validTo}, ${pack.by})`.execute(
    tx,
  )
}

export type SeatRow = {
  id: string
  user: UserId
  name: string
  kind: SeatKind
  takenAt: Date
  freedAt: Date | null
  freeReason: FreeReason | null
}

export async function listSeats(
  db: Db,
  { kind, history, after, limit }: { kind: SeatKind; history: boolean; after: [string] | undefined; limit: number },
): Promise<SeatRow[]> {
  // Ids of seats grow with time (UUID version 7), so that they order and page the ledger by themselves.
  const { rows } = await sql<SeatRow>`
    select s.id, s.user_id as user, u.full_name as name, s.kind, s.taken_at as "takenAt", s.freed_at as "freedAt", s.free_reason as "freeReason"
    from seats s join users u on u.id = s.user_id
    where s.kind = ${kind} and ${history ? sql`true` : sql`s.freed_at is null`}
      and ${after ? sql`s.id < ${after[0]}::uuid` : sql`true`}
    order by s.id desc limit ${limit}`.execute(db)
  return rows
}
