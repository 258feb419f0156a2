import type { Translate } from '../../ui/language.ts'
import type { AuditEventShape } from '../contract.ts'

/** The name of an operation as words: `createGroup` → `Create group`. Translated where the catalogue knows them. */
export const operationWords = (operation: string): string => {
  const words = operation.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Who did it, and for whom when that is somebody else. */
export function actorWords({ actor, onBehalfOf, outcome }: AuditEventShape, t: Translate): string {
  // Whoever signed in or registered had no session yet; whoever was refused need not have been that person.
  if (actor.kind === 'anonymous' && onBehalfOf?.name)
    return outcome === 'done' ? onBehalfOf.name : t('Somebody who tried to be {{name}}', { name: onBehalfOf.name })
  const who = {
    user: actor.name ?? t('A deleted account'),
    system: t('Portico'),
    process: t('A process'),
    anonymous: t('Somebody not signed in'),
  }[actor.kind]
  return onBehalfOf?.name ? t('{{who}} for {{name}}', { who, name: onBehalfOf.name }) : who
}

const kinds: Record<string, string> = {
  user: 'User',
  organization: 'Organization',
  group: 'Group',
  workspace: 'Workspace',
  app: 'App',
  item: 'Item',
  file: 'File',
  portal: 'Portal',
  page: 'Page',
  process: 'Process',
  instance: 'Process instance',
  task: 'Task',
  company: 'Company',
  door: 'Door',
  storage: 'Storage',
}

/** A kind of thing in words; one without a name of its own by its code. */
export const kindWords = (kind: string): string => kinds[kind] ?? operationWords(kind)

/** What it was done to, by name where it has one; nothing for doors and the company as a whole. */
export function resourceWords({ resource }: AuditEventShape, t: Translate): string | undefined {
  const kind = resource && !['company', 'door', 'storage'].includes(resource.kind) && kinds[resource.kind]
  if (!resource || !kind) return undefined
  return resource.name ? t('{{kind}} “{{name}}”', { kind: t(kind), name: resource.name }) : t(kind)
}

/** Settings and fields of people as screens call them; others by their code. */
const things: Record<string, string> = {
  fullName: 'Full name',
  email: 'E-mail',
  phone: 'Mobile phone',
  workPhone: 'Work phone',
  birthDate: 'Birth date',
  hireDate: 'Hire date',
  language: 'Language',
  timeZone: 'Time zone',
  displayedPosition: 'Displayed position',
  organization: 'Organization',
  name: 'Name',
  itemName: 'Name of one item',
  description: 'Description',
  isDefault: 'Default group',
  visibleTo: 'Visible to',
  firstDayOfWeek: 'First day of the week',
  dateFormat: 'Dates',
  timeFormat: 'Times',
  numberFormat: 'Numbers',
  phoneCountry: 'Phone country',
  links: 'Links',
  color: 'Colour',
  titleEnding: 'Ending of window titles',
  scheme: 'Light or dark',
  keepMonths: 'Keep for months',
  auditors: 'Auditors',
  extensions: 'Allowed kinds of files',
  passwordLength: 'Length of passwords',
  tries: 'Wrong tries until a pause',
  pauseMinutes: 'Minutes of a pause',
  recovery: 'New passwords by mail',
  factorEmployees: 'Second factor of employees',
  factorExternal: 'Second factor of people from outside',
  factorKinds: 'Kinds of second factors',
  substitute: 'Substitute',
  startsAt: 'Begins',
  endsAt: 'Ends',
}

/** The name of what was changed. */
export const thingWords = (name: string, t: Translate): string => t(things[name] ?? operationWords(name))

const values: Record<string, string> = { true: 'Yes', false: 'No', '': '–' }

/** What a setting was or is; nothing is a dash. */
export const valueWords = (value: string | null, t: Translate): string => {
  const word = values[value ?? '']
  return word === undefined ? value! : t(word)
}

/** Deeds of the company as a whole and at doors name what they made or whom they let in among their facts. */
export const nameInFacts = ({ facts }: AuditEventShape): string | undefined =>
  ['name', 'fullName', 'user', 'to', 'email'].flatMap((known) => facts.filter(({ name }) => name === known))[0]?.value
