import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../base/refusal.ts'

/** Argon2id (RFC 9106) with the parameters of OWASP's first row; 19 ms a hash here. They stand in each stored hash. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const current = `$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`

/**
 * At most four hashes at once in a process (each takes a core and 19 MiB), the others wait in line, so that 200 sign-ins
 * a second slow down instead of taking the process with them. Who would wait for seconds is asked to come back.
 */
const atOnce = 4
const mostWaiting = 200
let running = 0
const line: (() => void)[] = []

async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (line.length >= mostWaiting) {
      throw new Refusal('unavailable', 'sign_in.busy', 'Very many people sign in right now. Try again.', {}, 3)
    }
    await new Promise<void>((resolve) => line.push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = line.shift()
    if (next) next()
    else running -= 1
  }
}

/** The same text whatever keyboard wrote it (NIST SP 800-63B-4 §3.1.1.2); nothing is trimmed or cut off. */
const normalized = (password: string): string => password.normalize('NFKC')

/** Argon2id in PHC form. Judge the password first (password.ts). */
export const hashPassword = (password: string): Promise<string> => inLine(() => hash(normalized(password), parameters))

let nobodys: Promise<string> | undefined

/**
 * Whether the password belongs to the hash. Without a hash it is compared with one that nobody has, so that an unknown
 * account costs the same time (AT-105).
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(crypto.randomUUID(), parameters)
  const against = stored ?? (await nobodys)
  const matches = await inLine(() => verify(against, normalized(password)))
  return matches && stored !== null
}

/** Whether a hash was made with other parameters than today's; it is made anew at the next sign-in. */
export const isOutdated = (stored: string): boolean => !stored.startsWith('$argon2id$') || !stored.includes(current)
