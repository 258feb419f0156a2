import { useSyncExternalStore } from 'react'

/**
 * A request that was refused with `session.proof_needed` waits here until the person has proved who they are, and is
 * then sent again by itself (api.ts). Several at once wait for one proof. The frame of a side shows the dialog.
 */
type Asked = { answer: Promise<boolean>; settle: (isProved: boolean) => void }

let asked: Asked | null = null
let listeners: (() => void)[] = []
const tell = (): void => {
  for (const listener of listeners) listener()
}

/** @returns whether a proof was given; false without a frame that could ask */
export function askProof(): Promise<boolean> {
  if (listeners.length === 0) return Promise.resolve(false)
  if (!asked) {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    asked = {
      answer: promise,
      settle: (isProved) => {
        asked = null
        resolve(isProved)
        tell()
      },
    }
    tell()
  }
  return asked.answer
}

const listen = (listener: () => void): (() => void) => {
  listeners = [...listeners, listener]
  return () => {
    listeners = listeners.filter((other) => other !== listener)
  }
}

/** What is waiting for a proof now, for the dialog that asks for one. */
export const useProofAsked = (): Asked | null => useSyncExternalStore(listen, () => asked)
