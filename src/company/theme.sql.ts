import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { StoredBlob } from '../blobs/blobs.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { imageKinds, ThemeShape } from './contract.ts'

export type ImageKind = (typeof imageKinds)[number]
type Image = { kind: ImageKind; url: string; width: number; height: number }

const columns = sql`color, title_ending as "titleEnding", scheme, version, changed_at as "changedAt",
  (select full_name from users where id = changed_by) as "changedBy",
  (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'width', width, 'height', height,
    'url', '/api/v1/theme/images/' || kind || '?v=' || encode(substring(sha256 for 8), 'hex'))), '[]') from theme_images) as images`

const asShape = ({ images, ...rest }: Omit<ThemeShape, 'images'> & { images: Image[] }): ThemeShape => {
  const of = (kind: ImageKind) => {
    const found = images.find((image) => image.kind === kind)
    return found ? { url: found.url, width: found.width, height: found.height } : null
  }
  return { ...rest, images: { logo: of('logo'), sign_in_logo: of('sign_in_logo'), favicon: of('favicon') } }
}

type Row = Parameters<typeof asShape>[0]

export async function findTheme(db: Db): Promise<ThemeShape> {
  const { rows } = await sql<Row>`select ${columns} from company_theme`.execute(db)
  return asShape(rows[0]!)
}

export async function lockTheme(tx: Tx): Promise<ThemeShape> {
  const { rows } = await sql<Row>`select ${columns} from company_theme for update`.execute(tx)
  return asShape(rows[0]!)
}

export async function saveTheme(tx: Tx, now: Omit<ThemeShape, 'images'>, by: UserId): Promise<void> {
  await sql`update company_theme set color = ${now.color}, title_ending = ${now.titleEnding}, scheme = ${now.scheme},
    version = ${now.version}, changed_by = ${by}, changed_at = now()`.execute(tx)
}

/** The bytes it had before lose their row, and the sweep takes them. */
export async function saveImage(
  tx: Tx,
  kind: ImageKind,
  content: StoredBlob,
  { type, width, height }: { type: string; width: number; height: number },
): Promise<void> {
  await sql`insert into theme_images (kind, storage_key, media_type, size, width, height, sha256)
    values (${kind}, ${content.key}, ${type}, ${content.size}, ${width}, ${height}, ${content.sha256})
    on conflict (kind) do update set storage_key = excluded.storage_key, media_type = excluded.media_type, size = excluded.size,
      width = excluded.width, height = excluded.height, sha256 = excluded.sha256, changed_at = now()`.execute(tx)
}

export const deleteImages = (tx: Tx, kinds: readonly ImageKind[]) =>
  sql`delete from theme_images where kind = any(${[...kinds]})`.execute(tx)

export async function findImage(db: Db, kind: ImageKind) {
  const { rows } = await sql<{ key: string; type: string; size: number; version: string }>`
    select storage_key as key, media_type as type, size, encode(substring(sha256 for 8), 'hex') as version
    from theme_images where kind = ${kind}`.execute(db)
  return rows[0]
}
