import { z } from 'zod'
import { idOf, plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

export const image = widget({
  type: 'image',
  name: 'Image',
  description: 'A picture you upload',
  group: 'content',
  schema: z.strictObject({
    file: idOf('file'),
    alt: plainText(300).default(''),
    decorative: z.boolean().default(false),
    width: z.enum(['small', 'medium', 'full']).default('medium'),
  }),
  initial: { file: '', alt: '', decorative: false, width: 'medium' },
  panel: {
    file: { kind: 'image', label: 'Picture' },
    alt: { kind: 'text', label: 'What it shows', help: 'Read aloud to people who do not see it' },
    decorative: { kind: 'yes_no', label: 'Decoration only' },
    width: {
      kind: 'choice',
      label: 'Width',
      options: [
        { value: 'small', label: 'Small' },
        { value: 'medium', label: 'Medium' },
        { value: 'full', label: 'Full width' },
      ],
    },
  },
  exposes: ({ file }) => [{ kind: 'file', id: file, rights: ['view'], narrowedTo: 'all' }],
  faults: ({ alt, decorative }) =>
    alt.trim() || decorative ? [] : ['Say what the picture shows, or mark it as decoration only.'],
})
