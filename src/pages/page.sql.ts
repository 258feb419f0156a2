import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import type { Id, PageId, PortalId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { PageContent, PageRowShape } from './contract.ts'
import type { Page } from './page.ts'

export type PageVersionId = Id<'page_version'>

const columns = sql`target.id, target.portal_id as portal, target.code, target.name,
  exists (select from portals where home_page_id = target.id) as home, target.draft, target.draft_version as "draftVersion"`

export type PageRow = Omit<PageRowShape, 'can'> & { portal: PortalId; mayPublish: boolean }

const rowColumns = (
  actor: Actor,
) => sql`${columns}, ${ability(actor, 'page.publish')} as "mayPublish", v.content is distinct from target.draft as changed,
  case when v.id is not null then jsonb_build_object('number', v.number, 'at', v.published_at) end as published`

type RawRow = Omit<PageRow, 'published'> & { draft: PageContent; published: { number: number; at: string } | null }

const withDate = <Row extends RawRow>({ published, ...row }: Row) => ({
  ...row,
  published: published && { number: published.number, at: new Date(published.at) },
})

export async function listPages(db: Db, actor: Actor, portal: PortalId): Promise<(PageRow & { draft: PageContent })[]> {
  const { rows } = await sql<RawRow>`
    select ${rowColumns(actor)} from pages target left join page_versions v on v.id = target.current_version_id
    where target.portal_id = ${portal} and target.deleted_at is null order by target.sort, target.id`.execute(db)
  return rows.map(withDate)
}

export async function findPage(
  db: Db,
  actor: Actor,
  page: PageId,
): Promise<(PageRow & { draft: PageContent }) | undefined> {
  const { rows } = await sql<RawRow>`
    select ${rowColumns(actor)} from pages target left join page_versions v on v.id = target.current_version_id
    where target.id = ${page} and target.deleted_at is null`.execute(db)
  return rows.map(withDate)[0]
}

export async function lockPage(tx: Tx, page: PageId): Promise<Page> {
  const { rows } = await sql<Page>`select ${columns} from pages target where target.id = ${page} for update`.execute(tx)
  return rows[0]!
}

/**
 * Whoever adds or reorders pages of a portal does it alone, so that codes and order stay whole. Taken before the lock
 * of a page, never after it.
 */
export async function lockPagesOf(tx: Tx, portal: PortalId): Promise<{ id: PageId; code: string }[]> {
  await sql`select from portals where id = ${portal} for update`.execute(tx)
  return listCodes(tx, portal)
}

export async function listCodes(db: Db, portal: PortalId): Promise<{ id: PageId; code: string }[]> {
  const { rows } = await sql<{ id: PageId; code: string }>`select id, code from pages
    where portal_id = ${portal} and deleted_at is null order by sort, id`.execute(db)
  return rows
}

export async function insertPage(
  tx: Tx,
  page: { id: PageId; portal: PortalId; code: string; name: string; draft: PageContent },
): Promise<void> {
  await sql`insert into pages (id, portal_id, code, name, draft, sort)
    values (${page.id}, ${page.portal}, ${page.code}, ${page.name}, ${JSON.stringify(page.draft)}::jsonb,
      (select coalesce(max(sort), 0) + 1 from pages where portal_id = ${page.portal}))`.execute(tx)
}

export async function savePageName(tx: Tx, page: PageId, name: string): Promise<void> {
  await sql`update pages set name = ${name} where id = ${page}`.execute(tx)
}

export async function saveOrder(tx: Tx, pages: PageId[]): Promise<void> {
  await sql`update pages set sort = asked.place from unnest(${pages}::uuid[]) with ordinality as asked (id, place)
    where pages.id = asked.id`.execute(tx)
}

export async function saveDraftOf(tx: Tx, page: PageId, content: PageContent): Promise<number> {
  const { rows } = await sql<{ draft_version: number }>`update pages
    set draft = ${JSON.stringify(content)}::jsonb, draft_version = draft_version + 1
    where id = ${page} returning draft_version`.execute(tx)
  return rows[0]!.draft_version
}

export async function markPageDeleted(tx: Tx, page: PageId): Promise<void> {
  await sql`update pages set deleted_at = now() where id = ${page}`.execute(tx)
}

/** Writes the draft as the next version and makes it the one outsiders see. */
export async function insertVersion(
  tx: Tx,
  version: { id: PageVersionId; page: PageId; content: PageContent; by: UserId | null },
): Promise<number> {
  const { rows } = await sql<{ number: number }>`insert into page_versions (id, page_id, number, content, published_by)
    values (${version.id}, ${version.page},
      (select coalesce(max(number), 0) + 1 from page_versions where page_id = ${version.page}),
      ${JSON.stringify(version.content)}::jsonb, ${version.by})
    returning number`.execute(tx)
  await sql`update pages set current_version_id = ${version.id} where id = ${version.page}`.execute(tx)
  return rows[0]!.number
}

export type VersionRow = { number: number; at: Date; by: string | null; current: boolean }

export async function listVersions(db: Db, page: PageId): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select v.number, v.published_at as at, u.full_name as by,
      v.id = p.current_version_id as current
    from page_versions v join pages p on p.id = v.page_id left join users u on u.id = v.published_by
    where v.page_id = ${page} order by v.number desc limit 100`.execute(db)
  return rows
}

export async function findVersion(db: Db, page: PageId, number: number): Promise<PageContent | undefined> {
  const { rows } = await sql<{ content: PageContent }>`
    select content from page_versions where page_id = ${page} and number = ${number}`.execute(db)
  return rows[0]?.content
}

export type PublishedPage = {
  code: string
  name: string
  number: number
  content: PageContent
  home: PageContent | null
}

/** A published page that `visible` lets through, with the home page's published content for the areas it lacks. */
export async function findPublished(
  db: Db,
  visible: Sql<boolean>,
  portal: PortalId,
  code: string,
): Promise<PublishedPage | undefined> {
  const { rows } = await sql<PublishedPage>`
    select target.code, target.name, v.number, v.content, home_version.content as home
    from pages target join page_versions v on v.id = target.current_version_id
      join portals on portals.id = target.portal_id
      left join pages home on home.id = portals.home_page_id
      left join page_versions home_version on home_version.id = home.current_version_id
    where target.portal_id = ${portal} and target.code = ${code} and target.deleted_at is null and ${visible}`.execute(
    db,
  )
  return rows[0]
}

/** Published pages in the order of the navigation. */
export async function listPublished(
  db: Db,
  visible: Sql<boolean>,
  portal: PortalId,
): Promise<{ code: string; name: string; home: boolean }[]> {
  const { rows } = await sql<{ code: string; name: string; home: boolean }>`
    select target.code, target.name, portals.home_page_id = target.id as home
    from pages target join portals on portals.id = target.portal_id
    where target.portal_id = ${portal} and target.current_version_id is not null and target.deleted_at is null
      and ${visible} order by target.sort, target.id`.execute(db)
  return rows
}
