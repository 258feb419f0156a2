import type { AppId, FolderId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'

export type Folder = {
  id: FolderId
  app: AppId
  parent: FolderId
  name: string
  inherits: boolean
  version: number
}

/** The root is the app itself: it has its name, its rights, and its end. */
export function refuseRoot({ id, app, name }: Folder): void {
  if ((id as string) !== app) return
  throw new Refusal('conflict', 'folder.is_root', `Expected a folder, but this is “${name}” itself. Change the app.`)
}

export function refuseStale({ name, version }: Folder, seen: number): void {
  if (version === seen) return
  throw new Refusal(
    'conflict',
    'folder.changed_meanwhile',
    `Expected version ${seen} of “${name}”, but somebody has changed it since. Look at it again and repeat your change.`,
    { version, name },
  )
}

export const nameTaken = (name: string): Refusal =>
  new Refusal('conflict', 'folder.name_taken', `Expected a new name, but there is a folder “${name}” here already.`)

/** What the actor does not see is named, not counted. */
export function refuseFull({ name }: Folder, inside: { folders: number; items: number; isMore: boolean }): void {
  const { folders, items, isMore } = inside
  if (folders + items === 0 && !isMore) return
  const parts = [
    folders > 0 && `${folders} ${folders === 1 ? 'folder' : 'folders'}`,
    items > 0 && `${items} ${items === 1 ? 'item' : 'items'}`,
    isMore && 'something you may not see',
  ].filter(Boolean)
  const advice = isMore ? 'Ask an administrator to move it out.' : 'Move them out first.'
  throw new Refusal(
    'conflict',
    'folder.not_empty',
    `Expected “${name}” to be empty, but it holds ${parts.join(' and ')}. ${advice}`,
    { folders, items },
  )
}

/** Runs a statement that changes the tree, and turns the trigger's "no" into a sentence (AT-010). */
export async function explainTree<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (violatedConstraint(error) !== 'folders_are_a_tree') throw error
    throw new Refusal(
      'conflict',
      'folder.too_deep',
      `Expected a place for “${name}” outside of itself and at most 30 folders deep, but this one is not. Choose another.`,
    )
  }
}
