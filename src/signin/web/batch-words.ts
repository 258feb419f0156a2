import type { BatchRowShape, BatchShape } from '../batches-contract.ts'

export const batchDeedWords: Record<BatchShape['deed'], string> = {
  lock: 'Locking accounts',
  unlock: 'Unlocking accounts',
  delete: 'Deleting accounts',
  restore: 'Restoring accounts',
  resend_invitation: 'Sending new invitations',
  invite: 'Importing people',
}

export const batchStateWords = {
  reading: { words: 'Reading the file', tone: 'info' },
  checking: { words: 'Checking the rows', tone: 'info' },
  ready: { words: 'Waiting for you', tone: 'warning' },
  running: { words: 'Under way', tone: 'info' },
  done: { words: 'Finished', tone: 'good' },
  stopped: { words: 'Stopped', tone: 'warning' },
  refused: { words: 'Refused', tone: 'bad' },
} as const satisfies Record<BatchShape['state'], object>

export const batchRowWords = {
  waiting: { words: 'Waiting', tone: 'neutral' },
  done: { words: 'Done', tone: 'good' },
  refused: { words: 'Refused', tone: 'bad' },
  left_out: { words: 'Left out', tone: 'warning' },
} as const satisfies Record<BatchRowShape['state'], object>
