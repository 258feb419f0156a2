/**
 * The one template around every mail the system writes. It is filled here for the mail and for its preview alike, so
 * the two cannot differ.
 */
export const bodyPlace = '{{body}}'
const subjectPlace = '{{subject}}'

/** `subject` stands in the template only: what it says, also `{{body}}`, is never a place of its own. */
export function fillTemplate(template: string, { subject, body }: { subject: string; body: string }): string {
  const [before = '', after = ''] = template.split(bodyPlace)
  const titled = (part: string): string => part.split(subjectPlace).join(subject)
  return titled(before) + body + titled(after)
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\n/g, '<br>')

/** Mail programs drop all of it, and many take a mail that has it for an attack. */
const unsafe = /<\s*(script|iframe|object|embed|form|base|meta|link)\b|\son[a-z]+\s*=|javascript:/i

/** What keeps a template from being used; undefined when nothing does. */
export function faultOfTemplate({ html, text }: { html: string; text: string }): string | undefined {
  if (html.split(bodyPlace).length !== 2)
    return `Expected ${bodyPlace} exactly once in the HTML: the text of each mail stands there.`
  if (text.split(bodyPlace).length !== 2)
    return `Expected ${bodyPlace} exactly once in the plain text: the text of each mail stands there.`
  const found = unsafe.exec(html)?.[0]
  return found && `Expected HTML that mail programs show, but found “${found.trim()}”, which they drop or refuse.`
}

export const textLimits = { subject: 200, body: 5000 } as const

const place = /\{\{\s*([\w.]+)\s*\}\}/g

/** In one pass: what is filled in is never a place of its own, whatever it says. */
export const fillPlaces = (text: string, facts: Readonly<Record<string, string>>): string =>
  text.replace(place, (asWritten, name: string) => (Object.hasOwn(facts, name) ? facts[name]! : asWritten))

/** Mail programs make a link of anything that looks like an address, and the next thing beside it a part of it. */
const address = /:\/\/|\bwww\.|[\p{L}\p{N}}]\.\p{L}{2,}/iu

/** The whole word it stands in, for the sentence. */
function addressIn(text: string): string | undefined {
  const found = address.exec(text)
  return found ? text.slice(0, found.index).split(/\s/).at(-1)! + text.slice(found.index).split(/\s/)[0]! : undefined
}

export type Place = { name: string; isNeeded: boolean }

/** What keeps own words of a mail from being used; undefined when nothing does. */
export function faultOfText(
  { subject, body }: { subject: string; body: string },
  places: readonly Place[],
): string | undefined {
  const named = [...`${subject}\n${body}`.matchAll(place)].map((match) => match[1]!)
  const unknown = named.find((name) => !places.some((known) => known.name === name))
  const known = places.map(({ name }) => `{{${name}}}`).join(', ') || 'none'
  if (unknown !== undefined) return `Expected places that this mail has (${known}), but found {{${unknown}}}.`
  const missing = places.find(({ name, isNeeded }) => isNeeded && !body.includes(`{{${name}}}`))
  if (missing) return `Expected {{${missing.name}}} in the text: without it the mail is of no use.`
  const found = addressIn(`${subject}\n${body}`)
  return (
    found &&
    `Expected words only, but “${found}” would become a link in mail programs. The button of the mail leads to Portico.`
  )
}
