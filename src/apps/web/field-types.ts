import {
  IconAlignLeft,
  IconCalendar,
  IconCategory,
  IconHash,
  IconPaperclip,
  IconProgressCheck,
  IconToggleLeft,
  IconTypography,
  IconUser,
} from '@tabler/icons-react'
import type { Icon } from '../../ui/button.tsx'
import type { FieldType } from '../contract.ts'

/** How each type is called and what it is for, in the order of the menu. */
export const fieldTypeWords: Record<FieldType, { icon: Icon; name: string; text: string }> = {
  string: { icon: IconTypography, name: 'Line', text: 'A few words: a subject, a name, a number plate' },
  text: { icon: IconAlignLeft, name: 'Text', text: 'Several lines: a description, an address' },
  status: { icon: IconProgressCheck, name: 'Status', text: 'How far it is; processes change it' },
  category: { icon: IconCategory, name: 'Category', text: 'One of several options' },
  user: { icon: IconUser, name: 'Person', text: 'Somebody of the company' },
  file: { icon: IconPaperclip, name: 'Files', text: 'Documents and pictures' },
  date: { icon: IconCalendar, name: 'Date', text: 'A day of the calendar' },
  number: { icon: IconHash, name: 'Number', text: 'Whole, or with decimals' },
  yes_no: { icon: IconToggleLeft, name: 'Yes or no', text: 'A switch' },
}
