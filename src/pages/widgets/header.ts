import { z } from 'zod'
import { plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

/** The portal's frame already has its name, the person's menu and My portals, so that nobody can design sign-out away. */
export const header = widget({
  type: 'header',
  name: 'Header',
  description: 'A band with a title and a sentence',
  group: 'structure',
  schema: z.strictObject({ title: plainText(120).default(''), text: plainText(300).default('') }),
  initial: { title: '', text: '' },
  panel: {
    title: { kind: 'text', label: 'Title', help: 'Empty: the name of the portal' },
    text: { kind: 'text', label: 'Sentence below it' },
  },
})
