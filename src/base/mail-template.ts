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
