import type { AnswerOf } from '../../base/endpoint.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { type FolderShape, listFoldersApi } from '../contract-folders.ts'

export type Folders = AnswerOf<typeof listFoldersApi>

export const useFolders = (app: string) => useQueryOf(listFoldersApi, { app }, { topics: [`app:${app}`] })

export const hasFolders = (folders: Folders | undefined): folders is Folders =>
  !!folders && (folders.root !== null || folders.rows.length > 0)

/** The folders above one and itself, from the top, as far as they are seen. */
export function wayTo({ rows }: Folders, id: string | null | undefined): FolderShape[] {
  const folder = rows.find((each) => each.id === id)
  return folder ? [...wayTo({ rows, root: null }, folder.parent), folder] : []
}

export const isWithin = (folders: Folders, id: string, within: string): boolean =>
  wayTo(folders, id).some((folder) => folder.id === within)
