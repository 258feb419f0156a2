import {
  cloneElement,
  lazy,
  type ReactElement,
  type ReactNode,
  type Ref,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react'

const Tip = lazy(() => import('./tip.tsx').then((file) => ({ default: file.Tip })))

/** Milliseconds; who only crosses a button wants to know nothing. */
const wait = 250

type Held = {
  ref?: Ref<HTMLElement>
  onPointerEnter?: () => void
  onPointerLeave?: () => void
  onFocus?: () => void
  onBlur?: () => void
}

/**
 * A word on what is pointed at or reached by keyboard; Escape takes it away (WCAG 2.2, 1.4.13). What places it is fetched
 * when somebody first waits on something, and stands beside the child, so that the child is never made anew under a click.
 */
export function Hint({ label, children }: { label: ReactNode; children: ReactElement<Held> }) {
  const target = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  const open = (): void => {
    setWanted(true)
    setOpen(true)
  }
  const close = (): void => {
    clearTimeout(timer.current)
    setOpen(false)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!isOpen) return
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false)
    }
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  }, [isOpen])
  return (
    <>
      {cloneElement(children, {
        ref: target,
        onPointerEnter: () => {
          clearTimeout(timer.current)
          timer.current = setTimeout(open, wait)
        },
        onPointerLeave: close,
        // A click focuses too, but whoever clicks has seen what it is.
        onFocus: () => target.current?.matches(':focus-visible') && open(),
        onBlur: close,
      })}
      {isWanted && (
        <Suspense>
          <Tip target={target} label={label} isOpen={isOpen} />
        </Suspense>
      )}
    </>
  )
}
