import type { ModdleElement } from 'bpmn-moddle'
import {
  type Button,
  type Exclusion,
  type ExecutorKind,
  type ExecutorRule,
  executorChoices,
  executorKinds,
} from '../definition.ts'
import { feelFrom, syntaxProblem } from '../expressions/syntax.ts'
import { nameProblem } from '../variables.ts'
import portico from '../portico-moddle.json' with { type: 'json' }
import type { Findings, Named } from './finding.ts'
import { elementOf, isA, listOf, plainType, textOf } from './moddle.ts'

type Extension = 'Item' | 'Executor' | 'Exclusion' | 'Form' | 'Status' | 'Due' | 'Public' | 'Button'

/** All settings of ours on an element, of one type. */
export function settingsOf(element: ModdleElement, type: Extension): ModdleElement[] {
  const extensions = elementOf(element, 'extensionElements')
  return extensions ? listOf(extensions, 'values').filter((value) => value.$type === `portico:${type}`) : []
}

/** The one setting of this type; a second one is refused, because nobody could say which counts. */
export function settingOf(element: ModdleElement, type: Extension, findings: Findings): ModdleElement | null {
  const [first, second] = settingsOf(element, type)
  if (second)
    findings.refuse(element, 'setting.repeated', `Expected one ${plainType(type)} setting, found several. Keep one.`)
  return first ?? null
}

/** Refuses settings of ours on elements that do nothing with them, and names other tools' settings once each. */
export function checkExtensions(element: ModdleElement, findings: Findings, foreign: Set<string>): void {
  for (const attribute of Object.keys(element.$attrs ?? {}))
    if (attribute.includes(':')) foreign.add(attribute.split(':')[0]!)
  const extensions = elementOf(element, 'extensionElements')
  for (const value of extensions ? listOf(extensions, 'values') : []) {
    const [prefix, type] = value.$type.split(':') as [string, string | undefined]
    if (prefix !== portico.prefix) {
      foreign.add(prefix)
      continue
    }
    const known = portico.types.find((known) => known.name === type)
    const places = known && 'meta' in known ? (known.meta?.allowedIn ?? []) : []
    if (places.some((place) => isA(element, place))) continue
    findings.refuse(
      element,
      'setting.misplaced',
      `Expected portico:${plainType(type ?? '')} on ${places.map(plainType).join(' or ') || 'nothing'}, found it on a ${plainType(element.$type)}.`,
    )
  }
}

export function readExecutor(element: ModdleElement, findings: Findings): ExecutorRule | null {
  const setting = settingOf(element, 'Executor', findings)
  if (!setting) return null
  const kind = textOf(setting, 'kind') ?? ''
  const choose = textOf(setting, 'choose') ?? 'first'
  if (!isOneOf(executorKinds, kind)) return refuseValue(element, findings, 'kind of executor', executorKinds, kind)
  if (!isOneOf(executorChoices, choose)) return refuseValue(element, findings, 'way to choose', executorChoices, choose)
  return {
    kind,
    choose,
    ref: readRef(element, findings, kind, textOf(setting, 'ref')),
    ...(setting.ignoreSubstitution === true && { ignoreSubstitution: true as const }),
  }
}

const withoutRef: readonly ExecutorKind[] = ['initiator', 'initiator_superior', 'organization_administrators']
const externalRefs = ['initiator', 'initiator_organization'] as const

function readRef(element: ModdleElement, findings: Findings, kind: ExecutorKind, ref: string | null): string | null {
  if (withoutRef.includes(kind)) return ref
  if (kind === 'external_users') {
    if (ref === null || isOneOf(externalRefs, ref)) return ref ?? 'initiator'
    return refuseValue(element, findings, 'limit of external users', externalRefs, ref)
  }
  if (ref === null) {
    findings.refuse(
      element,
      'executor.incomplete',
      `Expected to be told which ${kind} does it, found none. Choose one.`,
    )
    return null
  }
  if (kind === 'expression') return readExpression(element, findings, ref)
  if (kind === 'variable') {
    const problem = nameProblem(ref)
    if (problem) findings.refuse(element, 'executor.variable_name', problem)
  }
  return ref
}

/** FEEL without its equals sign; what cannot be read is refused here and not when someone's work depends on it. */
export function readExpression(element: Named, findings: Findings, text: string): string {
  const expression = feelFrom(text)
  const problem = syntaxProblem(expression)
  if (problem) findings.refuse(element, 'expression.unreadable', problem)
  return expression
}

export function readExclusions(element: ModdleElement, findings: Findings): Exclusion[] {
  return settingsOf(element, 'Exclusion').flatMap((setting): Exclusion[] => {
    const kind = textOf(setting, 'kind') ?? ''
    if (!isOneOf(['initiator', 'task'] as const, kind)) {
      refuseValue(element, findings, 'kind of exclusion', ['initiator', 'task'], kind)
      return []
    }
    return [{ kind, ref: kind === 'task' ? textOf(setting, 'ref') : null }]
  })
}

export function readButton(flow: ModdleElement, findings: Findings): Button | null {
  const setting = settingOf(flow, 'Button', findings)
  if (!setting) return null
  const key = textOf(setting, 'key')
  const label = textOf(setting, 'label') ?? textOf(flow, 'name')
  if (key === null || !/^[\w-]{1,50}$/.test(key)) {
    findings.refuse(flow, 'button.key', `Expected a button key of letters, digits, - and _, found ${key ?? 'none'}.`)
    return null
  }
  if (label === null) findings.refuse(flow, 'button.label', `Expected a label for button "${key}", found none.`)
  return {
    key,
    label: label ?? key,
    color: textOf(setting, 'color'),
    confirm: textOf(setting, 'confirm'),
    check: setting['check'] !== false,
  }
}

/** The text of a setting's only attribute, refused when empty. */
export function readText(
  element: ModdleElement,
  type: Extension,
  attribute: string,
  findings: Findings,
): string | null {
  const setting = settingOf(element, type, findings)
  if (!setting) return null
  const text = textOf(setting, attribute)
  if (text === null)
    findings.refuse(element, 'setting.empty', `Expected portico:${plainType(type)} to have a ${attribute}, found none.`)
  return text
}

export const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value)

export function refuseValue(
  element: ModdleElement,
  findings: Findings,
  what: string,
  expected: readonly string[],
  found: string,
): null {
  findings.refuse(
    element,
    'setting.value',
    `Expected a ${what} out of ${expected.join(', ')}, found ${found || 'none'}.`,
  )
  return null
}
