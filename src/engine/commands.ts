import type { Json, Variables } from './instance.ts'

/**
 * What can be asked of an instance. `item` is the item's values as of now, which expressions see under that name; it is
 * given with each command and never kept, because the item has a life of its own.
 */
export type Command = (
  | { type: 'start'; initiator?: string | null; variables?: Variables }
  | { type: 'completeTask'; key: number; outcome?: string | null; variables?: Variables }
  | { type: 'setVariables'; scope?: number; variables: Variables }
  | { type: 'retryIncident'; key: number }
  | { type: 'cancel'; reason: string }
) & { item?: Json }
