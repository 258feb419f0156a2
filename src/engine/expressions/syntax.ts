import { evaluate, parseExpression } from 'feelin'

/** Characters of one expression; longer ones belong into several steps or a table. */
const maxExpression = 4_000

/** FEEL text as it is stored: modelers write an equals sign in front to tell an expression from plain text. */
export const feelFrom = (text: string): string => text.trim().replace(/^=/, '').trim()

/** Why this is not an expression the engine would run, as a sentence; null if it is one. */
export function syntaxProblem(expression: string): string | null {
  if (expression.length > maxExpression) {
    return `Expected an expression of at most ${maxExpression} characters, found ${expression.length}.`
  }
  if (expression.startsWith('${'))
    return `Expected FEEL, such as amount > 100, found ${expression.slice(0, 80)} of another language.`
  if (countsThrough(expression))
    return 'Expected a list behind "in", found a range of numbers, which could run for hours.'
  try {
    evaluate(expression, {})
    return null
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return `Expected a FEEL expression, found ${expression.slice(0, 80)} (${cause}).`
  }
}

/** Nothing can stop a FEEL loop from outside, and `1..1000000000` is short to write. */
function countsThrough(expression: string): boolean {
  let found = false
  parseExpression(expression, {}, undefined).iterate({
    enter(node) {
      if (node.name === 'IterationContext') found ||= expression.slice(node.from, node.to).includes('..')
    },
  })
  return found
}

/** Whether the expression asks for this variable, texts in quotes apart. */
export const namesVariable = (expression: string, name: string): boolean =>
  new RegExp(`(^|[^\\w.])${name}(?!\\w)`).test(expression.replace(/"(?:[^"\\]|\\.)*"/g, ''))
