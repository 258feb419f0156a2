import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { goToSignIn } from './api.ts'
import { everyTopic, invalidateTopics } from './queries.ts'
import { SignedOut } from './signed-out.tsx'

const firstWait = 1000
const longestWait = 30_000

type Ears = { changed: (topics: string[]) => void; opened: () => void; signedOut: (reason: string | undefined) => void }

/**
 * One EventSource that comes back by itself. The browser repeats a dropped connection, but gives up for good after an
 * HTTP error (a server that restarts answers 502): then we repeat, waiting twice as long each time, with a random part so
 * that a thousand pages do not return in the same second. Returns how to end it.
 */
function listen(address: string, ears: Ears): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = firstWait
  let ended = false

  const isSignedOut = async (): Promise<boolean> => {
    const stop = new AbortController()
    const answer = await fetch(address, { signal: stop.signal, headers: { accept: 'text/event-stream' } }).catch(
      () => undefined,
    )
    stop.abort()
    return answer?.status === 401
  }

  const comeBack = async (): Promise<void> => {
    const out = await isSignedOut()
    if (ended) return
    if (out) return ears.signedOut(undefined)
    timer = setTimeout(open, wait * (0.5 + Math.random()))
    wait = Math.min(wait * 2, longestWait)
  }

  const open = (): void => {
    source = new EventSource(address)
    source.addEventListener('open', () => {
      wait = firstWait
      ears.opened()
    })
    source.addEventListener('changed', (event) => ears.changed((JSON.parse(event.data) as { topics: string[] }).topics))
    source.addEventListener('signed-out', (event) => {
      end()
      ears.signedOut((JSON.parse(event.data || '{}') as { reason?: string }).reason)
    })
    source.addEventListener('error', () => {
      if (ended || source?.readyState !== EventSource.CLOSED) return
      void comeBack()
    })
  }
  const end = (): void => {
    ended = true
    clearTimeout(timer)
    source?.close()
  }
  open()
  return end
}

const liveAddress = { employee: '/api/v1/live', portal: '/api/portal/v1/live' }

/**
 * Keeps a signed-in page true: what the server says has changed is asked for again, and a session that has ended takes
 * the screen away at once. After a gap everything live is asked for again, since events of the gap are lost.
 */
export function Live({ side, children }: { side: 'employee' | 'portal'; children: ReactNode }) {
  const queries = useQueryClient()
  const [out, setOut] = useState(false)

  useEffect(() => {
    let openedBefore = false
    return listen(liveAddress[side], {
      changed: (topics) => void invalidateTopics(queries, topics),
      opened: () => {
        if (openedBefore) void invalidateTopics(queries, [everyTopic])
        openedBefore = true
      },
      signedOut: (reason) => {
        setOut(true)
        queries.clear()
        goToSignIn(reason ?? 'ended')
      },
    })
  }, [side, queries])

  if (out) return <SignedOut />
  return children
}
