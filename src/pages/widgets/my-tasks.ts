import { z } from 'zod'
import { plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

/** A task gives exactly its form to its executor (access.md rule 10), so the list exposes nothing by itself. */
export const myTasks = widget({
  type: 'my_tasks',
  name: 'My tasks',
  description: 'What waits for the person signed in',
  group: 'work',
  schema: z.strictObject({ title: plainText(120).default(''), emptyText: plainText(300).default('') }),
  initial: { title: 'My tasks', emptyText: '' },
  panel: {
    title: { kind: 'text', label: 'Title' },
    emptyText: { kind: 'text', label: 'Sentence when there is nothing yet' },
  },
  faults: ({ title }) => (title.trim() ? [] : ['Give the list a title: a screen reader names it by it.']),
  headings: () => [2],
})
