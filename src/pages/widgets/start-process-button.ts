import { z } from 'zod'
import { idOf, plainText } from '../../base/wire.ts'
import { widget } from './widget.ts'

export const startProcessButton = widget({
  type: 'start_process_button',
  name: 'Start-process button',
  description: 'Opens the start form of a process',
  group: 'work',
  schema: z.strictObject({
    process: idOf('process'),
    label: plainText(80).default(''),
    hint: plainText(300).default(''),
  }),
  initial: { process: '', label: '', hint: '' },
  panel: {
    process: { kind: 'process', label: 'Process' },
    label: { kind: 'text', label: 'Label' },
    hint: { kind: 'text', label: 'Sentence below the label' },
  },
  exposes: ({ process }) => [{ kind: 'process', id: process, rights: ['start'], narrowedTo: 'all' }],
  faults: ({ label }) => (label.trim() ? [] : ['Give the button a label.']),
})
