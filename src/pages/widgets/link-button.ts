import { z } from 'zod'
import { plainText } from '../../base/wire.ts'
import { isSafeTarget } from '../contract-text.ts'
import { widget } from './widget.ts'

export const linkButton = widget({
  type: 'link_button',
  name: 'Link button',
  description: 'Leads to a page of this portal or to another address',
  group: 'content',
  schema: z
    .strictObject({
      label: plainText(80).default(''),
      page: plainText(40).default(''),
      address: plainText(2000)
        .default('')
        .refine((to) => to === '' || isSafeTarget(to), 'Expected an address such as https://example.com'),
    })
    .refine(({ page, address }) => (page === '') !== (address === ''), {
      message: 'Expected either a page or an address',
      path: ['page'],
    }),
  initial: { label: '', page: '', address: '' },
  panel: {
    label: { kind: 'text', label: 'Label' },
    page: { kind: 'page', label: 'Page', help: 'Leave it empty to give an address' },
    address: { kind: 'text', label: 'Address' },
  },
  faults: ({ label }) => (label.trim() ? [] : ['Give the button a label.']),
})
