import type { ProcessId, WorkspaceId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Finding } from '../engine/parse/finding.ts'

export type Process = {
  id: ProcessId
  workspace: WorkspaceId
  name: string
  draftXml: string
  draftVersion: number
  version: number
}

/** Two people draw at once: the second one is told, and nothing of the first is written over (AT-016). */
export function refuseStaleDraft(process: Process, seen: number): void {
  if (process.draftVersion === seen) return
  throw new Refusal(
    'conflict',
    'process.draft_changed_meanwhile',
    `Expected draft ${seen} of “${process.name}”, but somebody has saved draft ${process.draftVersion} since. Load it, or save yours under another name.`,
    { draftVersion: process.draftVersion },
  )
}

export function refuseStale(process: Process, seen: number): void {
  if (process.version === seen) return
  throw new Refusal(
    'conflict',
    'process.changed_meanwhile',
    `Expected version ${seen} of process “${process.name}”, but somebody has changed it since. Look at it again.`,
    { version: process.version, name: process.name },
  )
}

/** All findings at once, each with the element it is about. */
export function notPublishable(name: string, refusals: Finding[]): Refusal {
  const first = refusals[0]!
  const at = first.name ?? first.element
  const more = refusals.length > 1 ? ` And ${refusals.length - 1} more.` : ''
  return new Refusal(
    'unprocessable',
    'process.not_publishable',
    `“${name}” cannot be published yet. ${at ? `${at}: ` : ''}${first.reason}${more}`,
    { findings: refusals.slice(0, 200) },
  )
}

export const nameTaken = (name: string): Refusal =>
  new Refusal(
    'conflict',
    'process.name_taken',
    `Expected a new name, but a process “${name}” exists already in this workspace. Choose another.`,
  )
