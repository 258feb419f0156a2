import { useEffect, useState } from 'react'
import { useFormat } from './format.ts'
import { Hint } from './hint.tsx'

/** When something happened, told by its distance and kept true; the exact moment on hover. */
export function RelativeTime({ at }: { at: string | Date }) {
  const format = useFormat()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Hint label={format.dateTime(at)}>
      <time dateTime={new Date(at).toISOString()}>{format.relative(at, now)}</time>
    </Hint>
  )
}

/** A moment, exactly. */
export function Moment({ at, dayOnly }: { at: string | Date; dayOnly?: boolean }) {
  const format = useFormat()
  return <time dateTime={new Date(at).toISOString()}>{dayOnly ? format.date(at) : format.dateTime(at)}</time>
}
