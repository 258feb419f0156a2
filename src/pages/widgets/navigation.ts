import { z } from 'zod'
import { widget } from './widget.ts'

export const navigation = widget({
  type: 'navigation',
  name: 'Navigation',
  description: 'Links to the published pages, in their order',
  group: 'structure',
  schema: z.strictObject({ direction: z.enum(['row', 'column']).default('row') }),
  initial: { direction: 'row' },
  panel: {
    direction: {
      kind: 'choice',
      label: 'Direction',
      options: [
        { value: 'row', label: 'Side by side' },
        { value: 'column', label: 'One below another' },
      ],
    },
  },
})
