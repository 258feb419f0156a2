import { Refusal } from '../base/refusal.ts'
import type { SecurityRules } from './security-contract.ts'

type Rules = Pick<SecurityRules, 'factorEmployees' | 'factorExternal' | 'factorKinds'>

/** Whether anybody is kept from coming in with one proof alone. */
export const demandsFactor = ({ factorEmployees, factorExternal }: Omit<Rules, 'factorKinds'>): boolean =>
  ['administrators', 'everybody'].includes(factorEmployees) || factorExternal === 'everybody'

export function refuseRules(rules: Rules): void {
  if (!demandsFactor(rules) || rules.factorKinds.length > 0) return
  throw new Refusal(
    'unprocessable',
    'security.no_factor_kind',
    'Expected at least one kind of second factor that people can set up, because one is demanded of them. Allow a kind, or demand none.',
  )
}

/** Whoever closes the door for others has gone through it: a second factor that does not work locks everybody out (H86). */
export const factorFirst = (): Refusal =>
  new Refusal(
    'unprocessable',
    'security.factor_first',
    'Expected you to have a second factor yourself before one is demanded of others, so that it is known to work here. Set one up in your profile and save again.',
  )

export const changedMeanwhile = (): Refusal =>
  new Refusal(
    'conflict',
    'security.changed_meanwhile',
    'The security settings have been changed by somebody else since you opened them. Look at them again and repeat your change.',
  )

export const groupNotUsable = (): Refusal =>
  new Refusal(
    'unprocessable',
    'security.group_not_usable',
    'Expected groups of employees to tell, but one of them is deleted or holds people from outside. Choose it again.',
  )
