import { personBehind } from '../../access/actor.ts'
import type { UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import type { Tx } from '../../sql/database.ts'
import { editOrgDraftApi } from '../contract-draft.ts'
import {
  type SortedEdits,
  mostElements,
  refuseStaleDraft,
  sortEdits,
  tooLarge,
  unknownElement,
  unknownPerson,
} from '../draft.ts'
import {
  beginDraft,
  countDraftElements,
  dropSameness,
  findForeign,
  findTakers,
  findUnplaceable,
  lockDraft,
  putElements,
  putMembers,
  removeElements,
  touchDraft,
} from '../draft.sql.ts'

/** Keeps what is drawn as it is: unfinished work is not checked, publishing is. */
export const editOrgDraft = command({
  name: 'editOrgDraft',
  endpoint: editOrgDraftApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ tx, actor, note }, { version, edits }) {
    const by = personBehind(actor)!
    const sorted = sortEdits(edits)
    const next = await openDraft(tx, by, version)
    await applyEdits(tx, by, sorted)
    note({ put: sorted.put.length, removed: sorted.removed.length, members: sorted.members.length })
    await changed(tx, { topics: ['org-draft'], employees: true })
    return { version: next }
  },
})

/** The draft that was seen, one version further; a new one where none was and none is. */
export async function openDraft(tx: Tx, by: UserId, seen: number | null): Promise<number> {
  const draft = await lockDraft(tx)
  refuseStaleDraft(draft, seen)
  if (draft) return touchDraft(tx, by)
  const begun = await beginDraft(tx, by)
  if (begun !== undefined) return begun
  refuseStaleDraft(await lockDraft(tx), seen)
  throw new Error('Expected the draft that was in the way')
}

export async function applyEdits(tx: Tx, by: UserId, { put, removed, members, people }: SortedEdits): Promise<void> {
  const ids = put.map(({ id }) => id)
  if ((await findUnplaceable(tx, people)).length > 0) throw unknownPerson()
  if ((await findForeign(tx, ids)).length > 0) throw unknownElement()
  await putElements(tx, by, put)
  await removeElements(tx, by, removed)
  const named = members.map(({ id }) => id)
  const takers = new Set(await findTakers(tx, named))
  if (members.some(({ id, member }) => member && !takers.has(id))) throw unknownElement()
  await putMembers(
    tx,
    by,
    members.filter(({ id }) => takers.has(id)),
  )
  await dropSameness(tx)
  if ((await countDraftElements(tx)) > mostElements) throw tooLarge()
}
