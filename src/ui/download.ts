import { useState } from 'react'
import type { Endpoint, SentOf } from '../base/endpoint.ts'
import { fetchFile } from './api.ts'
import { keepFile } from './keep-file.ts'
import { notifyProblem } from './notify.tsx'
import { asProblem } from './problem.ts'

/**
 * A download that may ask who one is before it begins, and that says why when it does not. A link with its address
 * serves where neither is needed.
 */
export function useDownload<E extends Endpoint>(endpoint: E): { run: (input: SentOf<E>) => void; isRunning: boolean } {
  const [isRunning, setRunning] = useState(false)
  const run = async (input: SentOf<E>): Promise<void> => {
    setRunning(true)
    try {
      const { name, content } = await fetchFile(endpoint, input)
      keepFile(name, content)
    } catch (thrown) {
      notifyProblem(asProblem(thrown))
    } finally {
      setRunning(false)
    }
  }
  return { run: (input) => void run(input), isRunning }
}
