import type { ProcessVersionId } from '../base/ids.ts'
import type { Definition } from '../engine/definition.ts'
import type { Db } from '../sql/database.ts'
import { findDefinition } from './step.sql.ts'

/**
 * Definitions that were used lately. A version never changes once it is published, so a copy in memory cannot be wrong
 * in any process; what may be big is read and parsed once and not with every step.
 */
const known = new Map<ProcessVersionId, Definition>()
const mostKnown = 200

export async function definitionOf(db: Db, version: ProcessVersionId): Promise<Definition> {
  const found = known.get(version)
  if (found) {
    // Again at the end: the first of the map is then the one not used for longest.
    known.delete(version)
    known.set(version, found)
    return found
  }
  const definition = await findDefinition(db, version)
  if (known.size >= mostKnown) known.delete(known.keys().next().value!)
  known.set(version, definition)
  return definition
}
