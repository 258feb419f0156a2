import type { RunShape } from '../contract.ts'
import type { RunRowShape } from '../contract-runs.ts'

export const runStateWords = {
  reading: { words: 'Reading the directory', tone: 'info' },
  ready: { words: 'Waits to be applied', tone: 'warning' },
  asks: { words: 'Stopped and asks', tone: 'bad' },
  applying: { words: 'Under way', tone: 'info' },
  done: { words: 'Finished', tone: 'good' },
  failed: { words: 'Failed', tone: 'bad' },
  cancelled: { words: 'Cancelled', tone: 'neutral' },
} as const satisfies Record<RunShape['state'], object>

export const originWords: Record<RunShape['origin'], string> = {
  preview: 'Preview',
  by_hand: 'By hand',
  schedule: 'By schedule',
}

export const deedWords = {
  create: { words: 'New', tone: 'good' },
  link: { words: 'Linked', tone: 'info' },
  change: { words: 'Changed', tone: 'info' },
  lock: { words: 'Locked', tone: 'bad' },
  unlock: { words: 'Unlocked', tone: 'good' },
  join: { words: 'Joins a group', tone: 'info' },
  leave: { words: 'Leaves a group', tone: 'warning' },
  refuse: { words: 'Refused', tone: 'bad' },
} as const satisfies Record<RunRowShape['deed'], object>

export const rowStateWords = {
  waiting: { words: 'Waiting', tone: 'neutral' },
  done: { words: 'Done', tone: 'good' },
  refused: { words: 'Refused', tone: 'bad' },
} as const satisfies Record<RunRowShape['state'], object>

export const scheduleWords = {
  off: 'Only by hand',
  hourly: 'Every hour',
  daily: 'Every day',
} as const

export const presetWords = {
  active_directory: 'Active Directory',
  openldap: 'OpenLDAP',
  freeipa: 'FreeIPA',
} as const

export const changeWords: Record<string, string> = {
  fullName: 'Full name',
  email: 'E-mail',
  phone: 'Mobile',
  workPhone: 'Work phone',
  position: 'Position',
  department: 'Department',
}
