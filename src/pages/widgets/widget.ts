import type { z } from 'zod'

/** What a widget opens to the portal's users. Nothing else on a page widens access (portal.md, chapter 2). */
export type Exposure = {
  kind: 'app' | 'process' | 'file'
  id: string
  rights: ('view' | 'create' | 'start')[]
  /** Which items of an app: all, those the person wrote, those written in the person's organization. */
  narrowedTo: 'all' | 'author' | 'organization'
}

/** One line of the settings panel in the page builder; `of` names the setting that holds the app. */
export type PanelField = { label: string; help?: string } & (
  | { kind: 'text' | 'long_text' | 'yes_no' | 'app' | 'process' | 'page' | 'image' }
  | { kind: 'choice'; options: readonly { value: string; label: string }[] }
  | { kind: 'app_field' | 'app_fields'; of: string }
)

/**
 * A kind of widget: everything about it but its component, readable by server and screens alike. `faults` are
 * sentences about what a person with a screen reader would miss; `headings` are the levels it puts on the page.
 */
export type WidgetDefinition<S extends z.ZodObject = z.ZodObject> = {
  type: string
  name: string
  description: string
  group: 'structure' | 'content' | 'work'
  schema: S
  /** Every setting of a widget just placed. In a stored page those with a default may be missing. */
  initial: Required<z.input<S>>
  panel: { [Setting in keyof z.input<S>]-?: PanelField }
  exposes: (settings: z.output<S>) => Exposure[]
  faults: (settings: z.output<S>) => string[]
  headings: (settings: z.output<S>) => number[]
}

const nothing = () => []

type Optional = 'exposes' | 'faults' | 'headings'

export const widget = <S extends z.ZodObject>(
  definition: Omit<WidgetDefinition<S>, Optional> & Partial<Pick<WidgetDefinition<S>, Optional>>,
): WidgetDefinition<S> => ({ exposes: nothing, faults: nothing, headings: nothing, ...definition })
