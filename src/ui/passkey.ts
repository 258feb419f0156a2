import { Problem } from './problem.ts'

type Options = Record<string, unknown>

/** The library is fetched when a passkey is first used. */
const library = () => import('@simplewebauthn/browser')

/** Whether this browser knows passkeys, which it does only over a secure connection. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window && window.isSecureContext

/** Closing the browser's own window is no failure; anything else is said. */
const explained = (thrown: unknown): Problem | null =>
  thrown instanceof Error && ['NotAllowedError', 'AbortError'].includes(thrown.name)
    ? null
    : thrown instanceof Error && thrown.name === 'InvalidStateError'
      ? new Problem({ code: 'passkey.known_here', detail: 'This device has a passkey for this account already.' })
      : new Problem({
          code: 'passkey.failed',
          detail: 'The browser could not use a passkey. Try again, or another way.',
        })

/** Asks the device to make a passkey; null when the person thought better of it. Throws a `Problem`. */
export async function makePasskey(options: Options): Promise<Record<string, unknown> | null> {
  const { startRegistration } = await library()
  return answerOf(startRegistration({ optionsJSON: options as never }))
}

/** Asks the device to prove who holds it; null when the person thought better of it. Throws a `Problem`. */
export async function proveByDevice(options: Options): Promise<Record<string, unknown> | null> {
  const { startAuthentication } = await library()
  return answerOf(startAuthentication({ optionsJSON: options as never }))
}

async function answerOf(asked: Promise<object>): Promise<Record<string, unknown> | null> {
  try {
    return { ...(await asked) }
  } catch (thrown) {
    const problem = explained(thrown)
    if (problem) throw problem
    return null
  }
}
