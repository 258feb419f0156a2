import type { AppId, WorkspaceId } from '../base/ids.ts'
import type { Definition } from '../engine/definition.ts'
import { checkFile } from '../engine/check.ts'
import type { Finding } from '../engine/parse/finding.ts'
import { parseDefinition } from '../engine/parse/parse-definition.ts'
import type { Db } from '../sql/database.ts'
import { lookUpExecutor } from '../tasks/queries/look-up-executor.ts'
import { appFields } from '../apps/queries/app-fields.ts'
import { findBoundApp } from './item.ts'
import { checkSurroundings, executorKey, namingKinds, rulesIn, type Surroundings } from './publish-check.ts'

/** A drawing as it was found: with refusals it cannot be published, and then the definition is null. */
export type CheckedDrawing = {
  definition: Definition | null
  app: AppId | null
  refusals: Finding[]
  warnings: Finding[]
}

/**
 * Reads a drawing and holds it against this installation. `play` also runs it many times with made-up values, which
 * finds gateways that can wait for ever; that is for whoever draws, not for the transaction of publishing.
 */
export async function checkDrawing(
  db: Db,
  workspace: WorkspaceId,
  xml: string,
  play: boolean,
): Promise<CheckedDrawing> {
  const parsed = await parseDefinition(xml)
  if ('refusals' in parsed) return { definition: null, app: null, ...parsed }
  const { definition } = parsed
  const app = definition.app === null ? undefined : await findBoundApp(db, workspace, definition.app)
  const around: Surroundings = {
    appFields: app === undefined ? undefined : app === null ? null : (await appFields(db, app)).fields,
    executors: await lookUpAll(db, definition, workspace, app ?? null),
  }
  const found = checkSurroundings(definition, around)
  const played = play ? (await checkFile(xml)).warnings : parsed.warnings
  return {
    definition: found.refusals.length > 0 ? null : definition,
    app: app ?? null,
    refusals: found.refusals,
    warnings: [...played, ...found.warnings],
  }
}

async function lookUpAll(db: Db, definition: Definition, workspace: WorkspaceId, app: AppId | null) {
  const rules = rulesIn(definition).map(({ rule }) => rule)
  const known = new Map<string, Awaited<ReturnType<typeof lookUpExecutor>>>()
  for (const rule of rules) {
    const key = executorKey(rule)
    if (!namingKinds.includes(rule.kind) || known.has(key)) continue
    known.set(key, await lookUpExecutor(db, rule, { workspace, app }))
  }
  return known
}
