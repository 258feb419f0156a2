/** Something the author of a diagram must mend (a refusal) or should know (a warning), with the place where it is drawn. */
export type Finding = {
  code: string
  /** Id of the element, null where it has none or the whole file is meant. */
  element: string | null
  name: string | null
  /** What was expected, what was found and what to do. */
  reason: string
}

/** Where something is drawn. */
export type Named = { id?: string | null | undefined; name?: string | null | undefined }

/** Collects all findings of one file, so that its author sees them at once. */
export class Findings {
  readonly refusals: Finding[] = []
  readonly warnings: Finding[] = []

  /** All of them, up to what a person would read and a page would show; the last one then counts the rest. */
  told(): { refusals: Finding[]; warnings: Finding[] } {
    return { refusals: firstOf(this.refusals), warnings: firstOf(this.warnings) }
  }

  refuse(at: Named | null, code: string, reason: string): void {
    this.refusals.push(finding(at, code, reason))
  }

  warn(at: Named | null, code: string, reason: string): void {
    this.warnings.push(finding(at, code, reason))
  }
}

const finding = (at: Named | null, code: string, reason: string): Finding => ({
  code,
  element: at?.id ?? null,
  name: at?.name ?? null,
  reason,
})

const maxTold = 500

function firstOf(all: Finding[]): Finding[] {
  const rest = all.length - maxTold
  if (rest <= 0) return all
  return [...all.slice(0, maxTold), finding(null, 'file.more', `Found ${rest} more of this kind. Mend these first.`)]
}
