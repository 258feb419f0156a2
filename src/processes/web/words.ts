import type { Translate } from '../../ui/language.ts'

/** The reader's words, as a service that the parts of bpmn-js take. */
export type Words = { t: Translate }
