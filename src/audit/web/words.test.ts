import { expect, test } from 'vitest'
import type { Translate } from '../../ui/language.ts'
import type { AuditEventShape } from '../contract.ts'
import { actorWords, operationWords, thingWords, valueWords } from './words.ts'

test('the name of an operation is read as words', () => {
  expect(operationWords('createGroup')).toBe('Create group')
  expect(operationWords('lockUser')).toBe('Lock user')
  expect(operationWords('signIn')).toBe('Sign in')
})

const asIs = (sentence: string, facts: Record<string, unknown> = {}): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name]))

const event = (more: object): AuditEventShape =>
  ({
    actor: { kind: 'anonymous', id: null, name: null },
    onBehalfOf: { id: '1', name: 'Vera Lind' },
    outcome: 'done',
    ...more,
  }) as AuditEventShape

test('whoever was refused is not said to be the person whose account was tried', () => {
  expect(actorWords(event({}), asIs as Translate)).toBe('Vera Lind')
  expect(actorWords(event({ outcome: 'refused' }), asIs as Translate)).toBe('Somebody who tried to be Vera Lind')
})

test('what was changed has the words of the screens, and its values theirs', () => {
  expect(thingWords('workPhone', asIs as Translate)).toBe('Work phone')
  expect(thingWords('sessionsPortal', asIs as Translate)).toBe('Sessions portal')
  expect(['true', null, '', '12'].map((value) => valueWords(value, asIs as Translate))).toEqual(['Yes', '–', '–', '12'])
})
