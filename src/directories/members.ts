import type { Entry } from 'ldapts'
import { Refusal } from '../base/refusal.ts'
import type { LdapSession } from '../ldap/connect.ts'
import { textsOf } from '../ldap/values.ts'

const mostRanges = 1000

/**
 * Members of a group. Active Directory tells them 1500 at a time, as `member;range=0-1499`, and the last as `…-*`
 * (MS-ADTS 3.1.1.3.1.3.3); the others tell all at once.
 */
export async function* membersOf(session: LdapSession, entry: Entry, attribute: string): AsyncGenerator<string[]> {
  let current: Entry | undefined = entry
  for (let asked = 0; current; asked += 1) {
    const part = rangeOf(current, attribute)
    const members = textsOf(current, part?.name ?? attribute)
    if (members.length > 0) yield members
    if (!part || part.end === '*') return
    if (asked > mostRanges) throw endless(entry.dn)
    const next: string = `${attribute};range=${Number(part.end) + 1}-*`
    current = await session.read(entry.dn, [next])
  }
}

function rangeOf(entry: Entry, attribute: string): { name: string; end: string } | undefined {
  const start = `${attribute.toLowerCase()};range=`
  // What was asked for stands there too, empty, where it was answered under another name.
  const name = Object.keys(entry).find((key) => key.toLowerCase().startsWith(start) && textsOf(entry, key).length > 0)
  const end = name && /-(\d+|\*)$/.exec(name)?.[1]
  return name && end ? { name, end } : undefined
}

const endless = (dn: string): Refusal =>
  new Refusal('unprocessable', 'ldap.too_many', `Expected the members of “${dn}” to end, but they did not.`)
