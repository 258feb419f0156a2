import { z } from 'zod'
import { idOf, plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

const narrowed = { mine: 'author', my_organization: 'organization', all: 'all' } as const

export const itemList = widget({
  type: 'item_list',
  name: 'Item list',
  description: 'Items of an app: one’s own, those of one’s organization, or all',
  group: 'work',
  schema: z.strictObject({
    title: plainText(120).default(''),
    app: idOf('app'),
    which: z.enum(['mine', 'my_organization', 'all']).default('mine'),
    columns: z.array(z.string().max(40)).max(20, 'Expected at most 20 columns').default([]),
    sortBy: plainText(40).default(''),
    descending: z.boolean().default(true),
    pageSize: z.enum(['10', '20', '50']).default('10'),
    search: z.boolean().default(true),
    openItem: z.boolean().default(true),
    emptyText: plainText(300).default(''),
  }),
  initial: {
    title: '',
    app: '',
    which: 'mine',
    columns: [],
    sortBy: '',
    descending: true,
    pageSize: '10',
    search: true,
    openItem: true,
    emptyText: '',
  },
  panel: {
    title: { kind: 'text', label: 'Title' },
    app: { kind: 'app', label: 'App' },
    which: {
      kind: 'choice',
      label: 'Which items',
      options: [
        { value: 'mine', label: 'Those the person wrote' },
        { value: 'my_organization', label: 'Those of the person’s organization' },
        { value: 'all', label: 'All items of the app' },
      ],
    },
    columns: { kind: 'app_fields', of: 'app', label: 'Columns' },
    sortBy: { kind: 'app_field', of: 'app', label: 'Sorted by', help: 'Empty: latest first' },
    descending: { kind: 'yes_no', label: 'Largest or latest first' },
    pageSize: {
      kind: 'choice',
      label: 'Rows of a page',
      options: [
        { value: '10', label: '10' },
        { value: '20', label: '20' },
        { value: '50', label: '50' },
      ],
    },
    search: { kind: 'yes_no', label: 'Search' },
    openItem: { kind: 'yes_no', label: 'A click opens the item' },
    emptyText: { kind: 'text', label: 'Sentence when there is nothing yet' },
  },
  exposes: ({ app, which }) => [{ kind: 'app', id: app, rights: ['view'], narrowedTo: narrowed[which] }],
  faults: ({ title }) => (title.trim() ? [] : ['Give the list a title: a screen reader names the table by it.']),
  headings: () => [2],
})
