import { z } from 'zod'
import { plainText } from '../../base/wire.ts'
import { readText } from '../contract-text.ts'
import { widget } from './widget.ts'

const levels = (source: string) => readText(source).flatMap((block) => (block.kind === 'heading' ? [block.level] : []))

export const text = widget({
  type: 'text',
  name: 'Text',
  description: 'Headings, paragraphs, lists and links',
  group: 'content',
  schema: z.strictObject({ text: plainText(20_000).default('') }),
  initial: { text: '' },
  panel: {
    text: {
      kind: 'long_text',
      label: 'Text',
      help: '## Heading, **bold**, *italic*, - list, [link](https://…) or [page](page:news)',
    },
  },
  faults: ({ text }) => [
    ...(text.trim() ? [] : ['The text is empty. Write it or remove the widget.']),
    ...(levels(text).includes(1)
      ? ['The page’s name is its only first-level heading. Begin headings of the text with ##.']
      : []),
  ],
  headings: ({ text }) => levels(text).filter((level) => level > 1),
})
