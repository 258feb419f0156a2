import type { Entry } from 'ldapts'
import { canonicalEmail } from '../base/text.ts'
import { emailText } from '../base/wire.ts'
import { dnKey, hexOf, textOf } from '../ldap/values.ts'
import type { Attributes } from './presets.ts'

/** A person as a directory tells of her. `issue` says why she cannot be taken in. */
export type ReadEntry = {
  id: string | null
  dn: string
  dnKey: string
  login: string | null
  email: string | null
  emailCanonical: string | null
  fullName: string | null
  phone: string | null
  workPhone: string | null
  position: string | null
  department: string | null
  isLocked: boolean
  issue: string | null
  message: string | null
}

/** Active Directory's are bytes, those of the others are text. */
export const isBinaryId = (attribute: string): boolean => attribute.toLowerCase() === 'objectguid'

export const attributesAsked = (attributes: Attributes): string[] => [
  ...new Set(Object.entries(attributes).flatMap(([key, name]) => (name && key !== 'member' ? [name] : []))),
]

const idOf = (entry: Entry, attribute: string): string | null =>
  isBinaryId(attribute) ? hexOf(entry, attribute) : textOf(entry, attribute).text?.slice(0, 200) || null

/**
 * Active Directory has a bit for it; others a word or a time. Of OpenLDAP's times only the first of all counts: any other
 * is a pause after wrong passwords, by which somebody else could have people locked here (ppolicy, pwdAccountLockedTime).
 */
export function isLockedBy(attribute: string | null, value: string | null): boolean {
  if (!attribute || !value) return false
  switch (attribute.toLowerCase()) {
    case 'useraccountcontrol':
      return (Number(value) & 2) !== 0
    case 'pwdaccountlockedtime':
      return value === '000001010000Z'
    default:
      return !['false', '0', 'no'].includes(value.toLowerCase())
  }
}

export function readEntry(entry: Entry, attributes: Attributes): ReadEntry {
  const email = textOf(entry, attributes.email)
  const name = textOf(entry, attributes.fullName)
  const short = (attribute: string | null, most: number) => textOf(entry, attribute).text?.slice(0, most) ?? null
  const id = idOf(entry, attributes.id)
  const isEmail = email.text !== null && emailText.safeParse(email.text).success
  const issue = issueOf({ id, email, isEmail, name, attributes })
  const dn = entry.dn.slice(0, 1000)
  return {
    id,
    dn,
    dnKey: dnKey(dn),
    login: short(attributes.login, 200)?.toLowerCase() ?? null,
    email: isEmail ? email.text : null,
    emailCanonical: isEmail ? canonicalEmail(email.text!) : null,
    fullName: name.text?.slice(0, 200) ?? null,
    phone: short(attributes.phone, 40),
    workPhone: short(attributes.workPhone, 40),
    position: short(attributes.position, 200),
    department: short(attributes.department, 200),
    isLocked: isLockedBy(attributes.lock, textOf(entry, attributes.lock).text),
    issue: issue?.[0] ?? null,
    message: issue?.[1] ?? null,
  }
}

type Read = ReturnType<typeof textOf>
type Judged = { id: string | null; email: Read; isEmail: boolean; name: Read; attributes: Attributes }

function issueOf({ id, email, isEmail, name, attributes }: Judged): [code: string, sentence: string] | null {
  if (id === null) return ['directory.no_id', `Expected ${attributes.id} to say which entry this is, but it is empty.`]
  if (email.isTooLong || name.isTooLong) {
    return ['directory.value_too_long', 'Expected a name and an address, but found a value of more than 1000 bytes.']
  }
  if (email.text === null) {
    return ['directory.no_email', `Expected an e-mail address in ${attributes.email}, but it is empty.`]
  }
  if (!isEmail) {
    return ['directory.email_malformed', `Expected an e-mail address, but found “${email.text.slice(0, 100)}”.`]
  }
  if (name.text === null) return ['directory.no_name', `Expected a name in ${attributes.fullName}, but it is empty.`]
  return null
}
