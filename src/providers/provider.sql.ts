import { sql } from 'kysely'
import type { PortalId, ProviderId, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { Connection, ProviderShape, ProviderSummary } from './contract.ts'

export type Provider = Omit<
  ProviderShape,
  'isSecretLost' | 'people' | 'portals' | 'backAddresses' | 'entity' | 'metadata'
> & {
  issuer: string
  /** Of OpenID Connect only. */
  secret: Buffer | null
}

const columns = sql`p.id, p.name, p.issuer, p.secret_sealed as secret,
  case p.protocol when 'openid' then jsonb_build_object('protocol', p.protocol, 'issuer', p.issuer, 'clientId', p.client_id)
    else jsonb_build_object('protocol', p.protocol, 'issuer', p.issuer, 'signInUrl', p.sign_in_url, 'certificates', p.certificates)
  end as connection, p.for_employees as "forEmployees",
  p.domains, p.creates_people as "createsPeople", p.renames_people as "renamesPeople", p.enabled_at is not null as "isEnabled", p.refused_at as "refusedAt",
  p.refused_why as "refusedWhy", p.version, (select full_name from users u where u.id = p.changed_by) as "changedBy",
  p.changed_at as "changedAt"`

export async function listProviders(db: Db): Promise<ProviderSummary[]> {
  const { rows } = await sql<ProviderSummary>`
    select p.id, p.name, p.protocol, p.issuer, p.enabled_at is not null as "isEnabled", p.for_employees as "forEmployees",
      (select count(*)::integer from provider_portals where provider_id = p.id) as portals, i.people, i."lastUsedAt",
      p.refused_at as "refusedAt"
    from providers p cross join lateral (
      select count(*)::integer as people, max(used_at) as "lastUsedAt" from identities where provider_id = p.id
    ) i order by lower(p.name)`.execute(db)
  return rows
}

export async function findProvider(db: Db, id: ProviderId): Promise<Provider | undefined> {
  const { rows } = await sql<Provider>`select ${columns} from providers p where p.id = ${id}`.execute(db)
  return rows[0]
}

export async function lockProvider(tx: Tx, id: ProviderId): Promise<Provider | undefined> {
  const { rows } = await sql<Provider>`select ${columns} from providers p where p.id = ${id} for update of p`.execute(
    tx,
  )
  return rows[0]
}

/** One that is on, and offered at this door where one is named, as long as the transaction lasts. */
export async function holdOffered(tx: Tx, id: ProviderId, portal?: PortalId | null): Promise<Provider | undefined> {
  const isOn = portal === undefined ? sql`p.enabled_at is not null` : offeredAt(portal)
  const { rows } = await sql<Provider>`select ${columns} from providers p
    where p.id = ${id} and ${isOn} for share of p`.execute(tx)
  return rows[0]
}

const offeredAt = (
  portal: PortalId | null,
) => sql`(p.enabled_at is not null and case when ${portal}::uuid is null then p.for_employees
  else exists (select from provider_portals o where o.provider_id = p.id and o.portal_id = ${portal}::uuid) end)`

export async function listOffered(db: Db, portal: PortalId | null): Promise<{ id: ProviderId; name: string }[]> {
  const { rows } = await sql<{ id: ProviderId; name: string }>`
    select p.id, p.name from providers p where ${offeredAt(portal)} order by lower(p.name)`.execute(db)
  return rows
}

export async function listPortals(db: Db, id: ProviderId): Promise<{ id: PortalId; name: string; code: string }[]> {
  const { rows } = await sql<{ id: PortalId; name: string; code: string }>`
    select o.id, o.name, w.code from provider_portals x join portals o on o.id = x.portal_id
      join workspaces w on w.id = o.workspace_id
    where x.provider_id = ${id} order by lower(o.name)`.execute(db)
  return rows
}

export async function countPeopleOf(db: Db, id: ProviderId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from identities where provider_id = ${id}`.execute(db)
  return rows[0]!.n
}

type Rules = Pick<Provider, 'name' | 'forEmployees' | 'domains' | 'createsPeople' | 'renamesPeople'>
export type Written = {
  id: ProviderId
  rules: Rules & { portals: PortalId[] }
  connection: Connection
  secret: Buffer | null
  by: UserId | null
}

const valuesOf = ({ rules, connection, secret, by }: Written) => ({
  name: sql`${rules.name}`,
  for_employees: sql`${rules.forEmployees}`,
  domains: sql`${rules.domains}::text[]`,
  creates_people: sql`${rules.createsPeople}`,
  renames_people: sql`${rules.renamesPeople}`,
  protocol: sql`${connection.protocol}`,
  issuer: sql`${connection.issuer}`,
  client_id: sql`${connection.protocol === 'openid' ? connection.clientId : null}`,
  sign_in_url: sql`${connection.protocol === 'saml' ? connection.signInUrl : null}`,
  certificates: sql`${connection.protocol === 'saml' ? connection.certificates : null}`,
  secret_sealed: sql`${secret}::bytea`,
  changed_by: sql`${by}::uuid`,
})

export async function insertProvider(tx: Tx, written: Written): Promise<void> {
  const values = valuesOf(written)
  await sql`insert into providers (id, ${sql.join(Object.keys(values).map((name) => sql.ref(name)))})
    values (${written.id}, ${sql.join(Object.values(values))})`.execute(tx)
  await offerAt(tx, written.id, written.rules.portals)
}

export async function saveProvider(tx: Tx, written: Written): Promise<number> {
  const sets = Object.entries(valuesOf(written)).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const { rows } = await sql<{ version: number }>`
    update providers set ${sql.join(sets)}, refused_at = null, refused_why = null, changed_at = now(), version = version + 1
    where id = ${written.id} returning version`.execute(tx)
  await sql`delete from provider_portals where provider_id = ${written.id}`.execute(tx)
  await offerAt(tx, written.id, written.rules.portals)
  return rows[0]!.version
}

async function offerAt(tx: Tx, id: ProviderId, portals: PortalId[]): Promise<void> {
  await sql`insert into provider_portals (provider_id, portal_id)
    select ${id}::uuid, portal from (select distinct unnest(${portals}::uuid[]) as portal) given`.execute(tx)
}

export async function setEnabled(tx: Tx, id: ProviderId, isEnabled: boolean): Promise<void> {
  await sql`update providers set enabled_at = case when ${isEnabled} then coalesce(enabled_at, now()) end where id = ${id}`.execute(
    tx,
  )
}

export async function removeProvider(tx: Tx, id: ProviderId): Promise<void> {
  await sql`delete from providers where id = ${id}`.execute(tx)
}

/** The last one only: for whoever sets the provider up and wonders. */
export async function noteRefused(tx: Tx, id: ProviderId, why: string): Promise<void> {
  await sql`update providers set refused_at = now(), refused_why = ${why} where id = ${id}`.execute(tx)
}
