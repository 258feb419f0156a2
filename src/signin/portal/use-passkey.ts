import { useState } from 'react'
import type { Endpoint } from '../../base/endpoint.ts'
import type { AnswerOf, SentOf } from '../../base/endpoint.ts'
import { api } from '../../ui/api.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { asProblem } from '../../ui/problem.ts'

type Question = { options: Record<string, unknown> }

/**
 * Question from the server, the device's window, answer to the server. `device` comes from `ui/passkey.ts`; refusals are
 * shown, and closing the device's window is none.
 */
export function usePasskey<Ask extends Endpoint, Answer extends Endpoint>(
  { ask, answer }: { ask: Ask; answer: Answer },
  device: (options: Record<string, unknown>) => Promise<Record<string, unknown> | null>,
  onDone: (answer: AnswerOf<Answer>) => unknown,
) {
  const [isRunning, setRunning] = useState(false)
  const run = async (asked: SentOf<Ask>, more: object = {}): Promise<void> => {
    setRunning(true)
    try {
      const { options } = (await api(ask, asked)) as Question
      const response = await device(options)
      if (response) await onDone(await api(answer, { response, ...more } as SentOf<Answer>))
    } catch (thrown) {
      notifyProblem(asProblem(thrown))
    } finally {
      setRunning(false)
    }
  }
  return { run: (asked: SentOf<Ask>, more?: object) => void run(asked, more), isRunning }
}
