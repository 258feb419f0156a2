import { problemText, translate } from './language.ts'
import type { Problem } from './problem.ts'

const show = async (given: {
  message: string
  title?: string
  color: string
  autoClose: number
  role?: string
}): Promise<void> => {
  const { notifications } = await import('@mantine/notifications')
  notifications.show({ withBorder: true, closeButtonProps: { 'aria-label': translate('Close') }, ...given })
}

/** A short sentence in the corner that something is done. */
export const notifyDone = (sentence: string): void => void show({ message: sentence, color: 'green', autoClose: 4000 })

/** A refusal that belongs to no field: its sentence, and the request's number for whoever helps. */
export const notifyProblem = (problem: Problem): void =>
  void show({
    title: translate('That did not work'),
    message: [problemText(problem), problem.status >= 500 && problem.requestId ? `(${problem.requestId})` : '']
      .filter(Boolean)
      .join(' '),
    color: 'red',
    autoClose: 10_000,
    role: 'alert',
  })
