import { z } from 'zod'
import { plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

/** Who started an instance sees its progress whatever the page says (access/rules/processes.ts): nothing to expose. */
export const myRequests = widget({
  type: 'my_requests',
  name: 'My requests',
  description: 'Processes the person started, with their progress',
  group: 'work',
  schema: z.strictObject({ title: plainText(120).default(''), emptyText: plainText(300).default('') }),
  initial: { title: 'My requests', emptyText: '' },
  panel: {
    title: { kind: 'text', label: 'Title' },
    emptyText: { kind: 'text', label: 'Sentence when there is nothing yet' },
  },
  faults: ({ title }) => (title.trim() ? [] : ['Give the list a title: a screen reader names it by it.']),
  headings: () => [2],
})
