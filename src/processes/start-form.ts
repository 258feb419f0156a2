import type { Definition, FormField } from '../engine/definition.ts'

/** The form of the start event by which a person starts the process. */
export const formOfStart = (definition: Definition): FormField[] =>
  definition.entries.flatMap((id) => {
    const node = definition.elements[id]
    return node?.kind === 'start_event' ? node.form : []
  })
