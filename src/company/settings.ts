import { isReadable, nearestReadable } from '../base/contrast.ts'
import { Refusal } from '../base/refusal.ts'

type Versioned = { version: number; changedBy: string | null }

/**
 * The old settings with what was asked for laid over them.
 * @throws Refusal when the writer had another version before them.
 */
export function revise<Settings extends Versioned>(
  what: 'company' | 'theme',
  old: Settings,
  { version, ...change }: { version: number } & { [K in keyof Settings]?: Settings[K] | undefined },
): Settings {
  if (old.version !== version) {
    throw new Refusal(
      'conflict',
      `${what}.changed_meanwhile`,
      `Expected version ${version} of these settings, but ${old.changedBy ?? 'somebody'} has changed them since. Look at them again and repeat your change.`,
      { version: old.version },
    )
  }
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  return { ...old, ...Object.fromEntries(given), version: version + 1 }
}

export function refuseUnreadable(color: string | null): void {
  if (color === null || isReadable(color)) return
  const nearest = nearestReadable(color)
  throw new Refusal(
    'unprocessable',
    'theme.colour_contrast',
    `White text on ${color} is hard to read (WCAG 2.2 asks for a contrast of 4.5). The nearest colour that passes is ${nearest}.`,
    { color, nearest },
  )
}
