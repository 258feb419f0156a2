import { evaluate, parseExpression } from 'feelin'

/**
 * FEEL runs inside the transaction, and nothing can stop it from outside (AT-147). So what has no bound is refused before
 * it is deployed, and `costProblem` bounds the rest by what it is given.
 */
export const expressionLimits = {
  /** Longer ones belong into several steps or a table. */
  characters: 4_000,
  /** Loops and filters in one expression. */
  loops: 3,
  /** Characters × characters of input × (list entries of input) ^ loops; about a second at the worst. */
  cost: 500_000_000,
}

/** FEEL text as it is stored: modelers write an equals sign in front to tell an expression from plain text. */
export const feelFrom = (text: string): string => text.trim().replace(/^=/, '').trim()

/** Why this is not an expression the engine would run, as a sentence; null if it is one. */
export function syntaxProblem(expression: string): string | null {
  const { characters } = expressionLimits
  if (expression.length > characters) {
    return `Expected an expression of at most ${characters} characters, found ${expression.length}.`
  }
  if (expression.startsWith('${')) {
    return `Expected FEEL, such as amount > 100, found ${expression.slice(0, 80)} of another language.`
  }
  const unbounded = unboundedPart(expression)
  if (unbounded !== null) return `Expected an expression that ends soon, found ${unbounded}.`
  try {
    evaluate(expression, {})
    return null
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return `Expected a FEEL expression, found ${expression.slice(0, 80)} (${cause}).`
  }
}

/** Regular expressions can take exponential time in JavaScript, whoever wrote them. */
const patternFunctions = ['matches', 'replace', 'split']
const growingFunctions = ['concatenate', 'append', 'union', 'flatten', 'insert before']

function unboundedPart(expression: string): string | null {
  let found: string | null = null
  let grows: string | null = null
  forEachNode(expression, (name, text) => {
    if (name === 'FunctionDefinition') found ??= 'a function of its own'
    if (name === 'Context') found ??= 'braces, in which values can double again and again'
    if (name === 'IterationContext' && text.includes('..')) found ??= `the range ${text} instead of a list behind "in"`
    if (name === 'VariableName' && text === 'partial') found ??= 'partial'
    if (name !== 'FunctionInvocation') return
    const called = text.slice(0, text.indexOf('(')).trim()
    if (patternFunctions.includes(called))
      found ??= `${called}, which takes a pattern; use contains, starts with or ends with`
    if (growingFunctions.includes(called)) grows ??= called
  })
  const loops = loopsIn(expression)
  if (loops > expressionLimits.loops) found ??= `${loops} loops and filters, more than ${expressionLimits.loops}`
  if (loops > 0 && grows !== null) found ??= `${String(grows)} beside a loop or filter`
  return found
}

/** Why this input is too much for the expression, as a sentence; null if it is not. */
export function costProblem(expression: string, input: Record<string, unknown>): string | null {
  const named = Object.entries(input).filter(([name]) => expression.includes(name))
  const text = JSON.stringify(named)
  const entries = text.split(',').length
  const cost = expression.length * text.length * entries ** loopsIn(expression)
  return cost <= expressionLimits.cost
    ? null
    : `Expected less to look through, found ${entries} values in ${text.length} characters`
}

function loopsIn(expression: string): number {
  let loops = 0
  forEachNode(expression, (name) => {
    if (name === 'IterationContext' || name === 'FilterExpression') loops += 1
  })
  return loops
}

function forEachNode(expression: string, visit: (name: string, text: string) => void): void {
  parseExpression(expression, {}, undefined).iterate({
    enter: (node) => visit(node.name, expression.slice(node.from, node.to)),
  })
}

/** Whether the expression asks for this variable, texts in quotes apart. */
export const namesVariable = (expression: string, name: string): boolean =>
  new RegExp(`(^|[^\\w.])${name}(?!\\w)`).test(expression.replace(/"(?:[^"\\]|\\.)*"/g, ''))
