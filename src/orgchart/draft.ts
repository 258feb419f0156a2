import type { OrgElementId, UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { OrgEdit, OrgFinding } from './contract-draft.ts'
import type { LockedDraft, PutElement, PutMember } from './draft.sql.ts'

/** More could not be drawn, nor sent to a browser at once. */
export const mostElements = 20_000

/** Two administrators share one draft: whoever has not seen the other's last edit is told so before writing over it. */
export function refuseStaleDraft(draft: LockedDraft | undefined, seen: number | null): void {
  if ((draft?.version ?? null) === seen) return
  if (!draft) {
    throw new Refusal(
      'conflict',
      'org_draft.changed_meanwhile',
      'Expected the draft of the org chart, but it has been published or thrown away since. Look at the chart again.',
      { version: null },
    )
  }
  throw new Refusal(
    'conflict',
    'org_draft.changed_meanwhile',
    `Expected the draft as you saw it, but ${draft.changedBy} has changed it since. Look at it again and repeat your change.`,
    { version: draft.version, changedBy: draft.changedBy },
  )
}

export const noDraft = (): Refusal =>
  new Refusal(
    'conflict',
    'org_draft.none',
    'Expected a draft of the org chart, but there is none: nothing differs from what is published.',
  )

export function refuseErrors(findings: readonly OrgFinding[]): void {
  const errors = findings.filter(({ kind }) => kind === 'error')
  if (errors.length === 0) return
  throw new Refusal(
    'unprocessable',
    'org_draft.not_publishable',
    `Expected a chart without errors, but checking found ${errors.length}. Mend what it names and publish again.`,
    { findings: errors.slice(0, 20) },
  )
}

export type SortedEdits = { put: PutElement[]; removed: OrgElementId[]; members: PutMember[]; people: UserId[] }

/** Edits as sets: of each element and of each person in one the last edit counts. */
export function sortEdits(edits: readonly OrgEdit[]): SortedEdits {
  const elements = new Map<OrgElementId, OrgEdit>()
  const members = new Map<string, PutMember>()
  for (const edit of edits) {
    if (edit.do === 'put' || edit.do === 'remove') elements.set(edit.id, edit)
    else members.set(`${edit.id} ${edit.user}`, { id: edit.id, user: edit.user, member: edit.do === 'join' })
  }
  const put = [...elements.values()].flatMap((edit) => (edit.do === 'put' ? [edit] : []))
  const joining = [...members.values()].filter(({ member }) => member)
  return {
    put,
    removed: [...elements.values()].flatMap((edit) => (edit.do === 'remove' ? [edit.id] : [])),
    members: [...members.values()],
    people: [...new Set([...put.flatMap(({ lead }) => (lead ? [lead] : [])), ...joining.map(({ user }) => user)])],
  }
}

export const tooLarge = (): Refusal =>
  new Refusal('unprocessable', 'org_draft.too_large', `Expected at most ${mostElements} elements in the org chart.`)

export const unknownPerson = (): Refusal =>
  new Refusal(
    'unprocessable',
    'org_draft.unknown_person',
    'Expected employees of the company, but one of those named is none: people from outside and deleted ones have no place in the org chart.',
  )

export const unknownElement = (): Refusal =>
  new Refusal(
    'unprocessable',
    'org_draft.unknown_element',
    'Expected an element of the draft that takes this, but one of those named is none: it may have been removed meanwhile.',
  )
