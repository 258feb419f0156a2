import type { AppId, WorkspaceId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { AppShape, FieldShape } from './contract.ts'

export type App = {
  id: AppId
  workspace: WorkspaceId
  code: string
  name: string
  itemName: string
  description: string
  icon: string
  mode: AppShape['mode']
  headsInherit: boolean
  namesWhomToAsk: boolean
  visibleTo: AppShape['visibleTo']
  titleField: string | null
  readsAudited: boolean
  table: string | null
  draft: FieldShape[] | null
  shapeVersion: number
  version: number
}

type Words =
  | 'name'
  | 'itemName'
  | 'description'
  | 'icon'
  | 'mode'
  | 'headsInherit'
  | 'namesWhomToAsk'
  | 'visibleTo'
  | 'readsAudited'
type Change = { [Key in Words]?: App[Key] | undefined } & { titleField?: string | null | undefined }

export function refuseStale(app: App, seen: number): void {
  if (app.version === seen) return
  throw new Refusal(
    'conflict',
    'app.changed_meanwhile',
    `Expected version ${seen} of “${app.name}”, but somebody has changed it since. Look at it again and repeat your change.`,
    { version: app.version, name: app.name },
  )
}

export function revise(app: App, change: Change, fields: readonly FieldShape[]): App {
  const { titleField, ...words } = change
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))
  const isRenamedItem = titleField !== undefined && titleField !== app.titleField
  const isReadOtherwise = change.readsAudited !== undefined && change.readsAudited !== app.readsAudited
  if (titleField && !fields.some(({ code, type }) => code === titleField && type === 'string')) {
    throw new Refusal(
      'invalid',
      'app.no_such_title_field',
      `Expected the code of a published line of text, but “${app.name}” has no such field “${titleField}”.`,
    )
  }
  return {
    ...app,
    ...given,
    titleField: titleField === undefined ? app.titleField : titleField,
    shapeVersion: app.shapeVersion + ((isRenamedItem || isReadOtherwise) && app.shapeVersion > 0 ? 1 : 0),
    version: app.version + 1,
  }
}

/** `app_data.<code>_<8 of the id's random digits>`: readable in any SQL tool, and never the same twice. */
export const tableNameOf = ({ code, id }: Pick<App, 'code' | 'id'>): string => `${code}_${id.slice(-8)}`
