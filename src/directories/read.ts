import { type Filter, FilterParser, AndFilter, EqualityFilter, OrFilter } from 'ldapts'
import { Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import { type LdapSession, withDirectory } from '../ldap/connect.ts'
import { dnKey } from '../ldap/values.ts'
import type { Db } from '../sql/database.ts'
import { accountOf } from './account.ts'
import type { Connection } from './contract.ts'
import type { Directory } from './directory.sql.ts'
import { attributesAsked, isBinaryId, readEntry } from './entry.ts'
import { listMapped } from './directory.sql.ts'
import { membersOf } from './members.ts'
import { insertEntries, insertGroupEntries, listMissing } from './read.sql.ts'
import type { Run } from './run.sql.ts'

/** @throws Refusal 422 `directory.filter_malformed` */
export function parsedFilter(text: string): Filter {
  try {
    return FilterParser.parseString(text)
  } catch {
    throw new Refusal(
      'unprocessable',
      'directory.filter_malformed',
      `Expected a filter such as (&(objectClass=person)(mail=*)), but “${text.slice(0, 200)}” is none. Count its brackets.`,
    )
  }
}

/** What is asked for people; one place, so that test, import and sign-in cannot differ. */
export const peopleAsked = ({ baseDn, userFilter, attributes }: Connection, only: Filter | null = null) => ({
  base: baseDn,
  filter: only ? new AndFilter({ filters: [parsedFilter(userFilter), only] }) : parsedFilter(userFilter),
  attributes: attributesAsked(attributes),
  binary: isBinaryId(attributes.id) ? [attributes.id] : [],
})

/** As bytes in a tree: whatever stands in it, it stays a value. */
export const isEntry = ({ attributes }: Pick<Connection, 'attributes'>, id: string): Filter =>
  new EqualityFilter({ attribute: attributes.id, value: isBinaryId(attributes.id) ? Buffer.from(id, 'hex') : id })

/** Everything the run needs, page by page into the tables of the run. */
export async function readDirectory(
  { db, secrets }: { db: Db; secrets: SecretBox },
  run: Run,
  directory: Directory,
): Promise<void> {
  await withDirectory(directory, accountOf(directory, secrets), async (session) => {
    const asked = peopleAsked(directory)
    let number = 0
    const keep = async (entries: Parameters<typeof readEntry>[0][]) => {
      const read = entries.map((entry) => ({ ...readEntry(entry, directory.attributes), number: (number += 1) }))
      if (read.length > 0) await insertEntries(db, run.id, read)
    }
    for await (const page of session.pages(asked)) await keep(page)
    // A server that names nobody at all is not asked for each of them; the run fails.
    if (number > 0) for await (const found of askForMissing(db, session, run, directory)) await keep(found)
    if ((await listMapped(db, directory.id)).length > 0) await readGroups(db, session, run, directory)
  })
}

const askedAtOnce = 50

/** A page may get lost; who is missing is asked for by her id before she counts as gone. */
async function* askForMissing(db: Db, session: LdapSession, run: Run, directory: Directory) {
  for (let after = ''; ; ) {
    const missing = await listMissing(db, run.id, directory.id, { after, limit: askedAtOnce })
    if (missing.length === 0) return
    const any = new OrFilter({ filters: missing.map((id) => isEntry(directory, id)) })
    for await (const page of session.pages(peopleAsked(directory, any))) yield page
    after = missing.at(-1)!
  }
}

async function readGroups(db: Db, session: LdapSession, run: Run, directory: Directory): Promise<void> {
  const { groupBaseDn, baseDn, groupFilter, attributes } = directory
  const asked = { base: groupBaseDn ?? baseDn, filter: parsedFilter(groupFilter), attributes: [attributes.member] }
  for await (const page of session.pages(asked)) {
    for (const entry of page) {
      const group = dnKey(entry.dn)
      for await (const members of membersOf(session, entry, attributes.member)) {
        await insertGroupEntries(
          db,
          run.id,
          members.map((member) => ({ group, member: dnKey(member) })),
        )
      }
    }
  }
}
