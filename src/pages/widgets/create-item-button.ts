import { z } from 'zod'
import { idOf, plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

export const createItemButton = widget({
  type: 'create_item_button',
  name: 'Create-item button',
  description: 'Opens the form of a new item of an app',
  group: 'work',
  schema: z.strictObject({
    app: idOf('app'),
    label: plainText(80).default(''),
    prefillField: plainText(40).default(''),
    prefillValue: plainText(500).default(''),
  }),
  initial: { app: '', label: '', prefillField: '', prefillValue: '' },
  panel: {
    app: { kind: 'app', label: 'App' },
    label: { kind: 'text', label: 'Label' },
    prefillField: { kind: 'app_field', of: 'app', label: 'Field to fill in beforehand' },
    prefillValue: { kind: 'text', label: 'Its value' },
  },
  exposes: ({ app }) => [{ kind: 'app', id: app, rights: ['create'], narrowedTo: 'all' }],
  faults: ({ label }) => (label.trim() ? [] : ['Give the button a label.']),
})
