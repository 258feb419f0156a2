import { z } from 'zod'
import { plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

export const header = widget({
  type: 'header',
  name: 'Header',
  description: 'The portal’s name, the person’s menu and My portals',
  group: 'structure',
  schema: z.strictObject({ title: plainText(120), showUser: z.boolean() }),
  initial: { title: '', showUser: true },
  panel: {
    title: { kind: 'text', label: 'Title', help: 'Empty: the name of the portal' },
    showUser: { kind: 'yes_no', label: 'Show the menu of the person signed in' },
  },
})
