import { Refusal, type InputIssue } from '../base/refusal.ts'
import type { Operation } from './operation.ts'

/**
 * Parses what came with the contract of the operation. Contracts are strict objects: an unknown property, `__proto__`
 * or an array where a string is meant is refused with the place and what was expected (AT-017).
 */
export function parseInput(operation: Operation, raw: unknown): unknown {
  const parsed = operation.endpoint.input.safeParse(raw)
  if (parsed.success) return parsed.data
  const issues: InputIssue[] = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
    message: issue.message,
  }))
  const first = issues[0]
  throw new Refusal(
    'invalid',
    'request.invalid',
    first
      ? `${first.path.join('.') || 'The request'}: ${first.message}`
      : 'The request does not have the expected form.',
    { issues },
  )
}
