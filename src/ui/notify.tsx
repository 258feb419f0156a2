import { notifications } from '@mantine/notifications'
import { problemText, translate } from './language.ts'
import type { Problem } from './problem.ts'

/** A short sentence in the corner that something is done. */
export const notifyDone = (sentence: string): string =>
  notifications.show({ message: sentence, color: 'green', autoClose: 4000, withBorder: true })

/** A refusal that belongs to no field: its sentence, and the request's number for whoever helps. */
export const notifyProblem = (problem: Problem): string =>
  notifications.show({
    title: translate('That did not work'),
    message: [problemText(problem), problem.status >= 500 && problem.requestId ? `(${problem.requestId})` : '']
      .filter(Boolean)
      .join(' '),
    color: 'red',
    autoClose: 10_000,
    withBorder: true,
    role: 'alert',
  })
