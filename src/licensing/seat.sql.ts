import { sql } from 'kysely'
import { type LicensePackId, type UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import { type FreeReason, type SeatKind, type SeatPoolShape, seatKinds } from './contract.ts'

/** What came of asking for a seat: `held` is by the person herself already. */
export type Taken = 'taken' | 'held' | 'none_free'

/** In one statement, under the lock of the pool (migration 0026). */
export async function takeSeatOf(tx: Tx, kind: SeatKind, user: UserId): Promise<Taken> {
  const { rows } = await sql<{ taken: Taken }>`select take_seat(${kind}, ${user}) as taken`.execute(tx)
  return rows[0]!.taken
}

type EmployeeTaken = { kind: SeatKind; outcome: Taken }

/** From the invitation on: a named seat where the person is one who holds one, and those of her solutions. */
export async function takeEmployeeSeats(tx: Tx, user: UserId): Promise<EmployeeTaken> {
  const { rows } =
    await sql<EmployeeTaken>`select seat_kind as kind, outcome from take_employee_seats(${user})`.execute(tx)
  return rows[0]!
}

/** At every sign-in of an employee; idle seats are freed first where none is left. */
export async function takeWorkingSeatOf(tx: Tx, user: UserId): Promise<EmployeeTaken> {
  const { rows } = await sql<EmployeeTaken>`select seat_kind as kind, outcome from take_working_seat(${user})`.execute(
    tx,
  )
  return rows[0]!
}

/** @returns how many sessions were ended */
export async function freeIdleSeats(db: Db): Promise<number> {
  const { rows } = await sql<{ ended: number }>`
    select free_idle_seats() as ended from license_settings
    where exists (select from seat_pools where kind = 'concurrent' and occupied > 0)`.execute(db)
  return rows[0]?.ended ?? 0
}

const inOrder = (kind: string) => sql`array_position(${sql.lit(`{${seatKinds.join()}}`)}::text[], ${sql.ref(kind)})`

const poolColumns = sql`t.kind, t.total, t.occupied, greatest(t.total - t.occupied, 0) as free, t.seat_limit as "limit",
  case when t.at_limit = 'grace' and t.grace_began_at + make_interval(days => t.grace_days) > now()
    then t.grace_began_at + make_interval(days => t.grace_days) end as "graceEndsAt",
  (select min(valid_to) from license_packs p where p.kind = t.kind and p.valid_from <= license_now() and p.valid_to > license_now()) as "nextEnd"`

export type PoolRow = Omit<SeatPoolShape, 'forecast'> & { net: number; days: number }

/** What went on in the ledger of each kind in the last 90 days, beside what there is. */
export async function readPools(db: Db): Promise<PoolRow[]> {
  const { rows } = await sql<PoolRow>`
    select ${poolColumns}, least(90, extract(day from now() - coalesce(first.taken_at, now())))::integer as days,
      ((select count(*) from seats s where s.kind = t.kind and s.taken_at > now() - interval '90 days')
        - (select count(*) from seats s where s.kind = t.kind and s.freed_at > now() - interval '90 days'))::integer as net
    from seat_totals t left join lateral (select taken_at from seats s where s.kind = t.kind order by s.id limit 1) first on true
    where t.total > 0 or t.occupied > 0 order by ${inOrder('t.kind')}`.execute(db)
  return rows
}

export async function readPool(db: Db, kind: SeatKind): Promise<{ total: number; occupied: number }> {
  const { rows } = await sql<{ total: number; occupied: number }>`
    select total, occupied from seat_totals where kind = ${kind}`.execute(db)
  return rows[0]!
}

export async function holdsSeat(db: Db, kind: SeatKind, user: UserId): Promise<boolean> {
  const { rows } = await sql`select from seats where kind = ${kind} and user_id = ${user} and freed_at is null`.execute(
    db,
  )
  return rows.length > 0
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
  plan: string | null
  storageGigabytes: number | null
  serial: string | null
  validFrom: Date
  validTo: Date | null
  state: 'valid' | 'not_yet' | 'ended'
  activatedBy: string | null
}

export async function listPacks(db: Db): Promise<PackRow[]> {
  const { rows } = await sql<PackRow>`
    select p.id, p.kind, p.seats, p.source, p.serial, p.plan, p.storage_gigabytes as "storageGigabytes", p.valid_from as "validFrom", p.valid_to as "validTo", u.full_name as "activatedBy",
      case when p.valid_from > clock.now then 'not_yet' when p.valid_to <= clock.now then 'ended' else 'valid' end as state
    from license_packs p left join users u on u.id = p.activated_by cross join (select license_now() as now) clock
    order by ${inOrder('p.kind')}, p.activated_at, p.id limit 500`.execute(db)
  return rows
}

export type NewPack = {
  id: LicensePackId
  kind: SeatKind
  seats: number
  serial: string
  plan: string | null
  storageGigabytes: number | null
  validFrom: Date
  validTo: Date | null
  by: UserId | null
}

export async function insertPack(tx: Tx, pack: NewPack): Promise<void> {
  await sql`insert into license_packs (id, kind, seats, source, serial, plan, storage_gigabytes, valid_from, valid_to, activated_by)
    values (${pack.id}, ${pack.kind}, ${pack.seats}, 'key', ${pack.serial}, ${pack.plan}, ${pack.storageGigabytes}, ${pack.validFrom}, ${pack.validTo}, ${pack.by})`.execute(
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

const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Kinds that hold more than there is, as a grace still allows: it began at the limit, or when a pack ended. */
export async function readGraces(db: Db): Promise<{ kind: SeatKind; occupied: number; total: number; endsAt: Date }[]> {
  const { rows } = await sql<{ kind: SeatKind; occupied: number; total: number; endsAt: Date }>`
    select t.kind, t.occupied, t.total, make_interval(days => t.grace_days) + greatest(
        case when t.grace_began_at + make_interval(days => t.grace_days) > now() then t.grace_began_at end,
        (select max(valid_to) from license_packs p where p.kind = t.kind and p.valid_to <= license_now())) as "endsAt"
    from seat_totals t where t.at_limit = 'grace' and t.occupied > t.total and t.seat_limit > t.total
    order by ${inOrder('t.kind')}`.execute(db)
  return rows
}

export async function listSeats(
  db: Db,
  {
    kind,
    history,
    after,
    search,
    limit,
  }: {
    kind: SeatKind | undefined
    history: boolean
    after: [string] | undefined
    search: string
    limit: number
  },
): Promise<SeatRow[]> {
  // Ids of seats grow with time (UUID version 7), so that they order and page the ledger by themselves.
  const { rows } = await sql<SeatRow>`
    select s.id, s.user_id as user, u.full_name as name, s.kind, s.taken_at as "takenAt", s.freed_at as "freedAt", s.free_reason as "freeReason"
    from seats s join users u on u.id = s.user_id
    where ${kind ? sql`s.kind = ${kind}` : sql`true`} and ${history ? sql`true` : sql`s.freed_at is null`}
      and ${after ? sql`s.id < ${after[0]}::uuid` : sql`true`}
      and ${search ? sql`(u.full_name ilike ${likeText(search)} or u.email ilike ${likeText(search)})` : sql`true`}
    order by s.id desc limit ${limit}`.execute(db)
  return rows
}

/** Waits for whoever takes a named seat now. null: seats are shared, employees need none of their own. */
export async function lockFreeNamed(tx: Tx): Promise<number | null> {
  await sql`select from seat_pools where kind = 'named' for update`.execute(tx)
  const { rows } = await sql<{ free: number | null }>`
    select case when not s.shares then greatest(t.seat_limit - t.occupied, 0) end as free
    from seat_totals t cross join license_settings s where t.kind = 'named'`.execute(tx)
  return rows[0]!.free
}

/** Named seats for all of them at once, then those of solutions. @returns a kind of which there were not enough */
export async function takeForMany(tx: Tx, users: UserId[]): Promise<SeatKind | undefined> {
  const { rows: named } = await sql<{ taken: boolean }>`select take_named_seats(${users}::uuid[]) as taken`.execute(tx)
  if (!named[0]!.taken) return 'named'
  const { rows } = await sql<{ kind: SeatKind }>`
    select taken.seat_kind as kind from (select distinct member_id from group_members
      where member_id = any (${users}::uuid[]) and seat_kind_of(group_id) like 'solution:%') person
    cross join lateral take_employee_seats(person.member_id) taken
    where taken.outcome = 'none_free' limit 1`.execute(tx)
  return rows[0]?.kind
}

export async function freeOfMany(tx: Tx, users: UserId[], reason: FreeReason): Promise<void> {
  await sql`update seats set freed_at = now(), free_reason = ${reason}
    where user_id = any (${users}::uuid[]) and freed_at is null`.execute(tx)
}
