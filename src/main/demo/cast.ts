import { sql } from 'kysely'
import {
  newId,
  type GroupId,
  type Id,
  type OrganizationId,
  type OrgElementId,
  type PrincipalId,
  type UserId,
} from '../../base/ids.ts'
import { canonicalEmail } from '../../base/text.ts'
import { systemGroups } from '../../access/system-groups.ts'
import type { Tx } from '../../sql/database.ts'

/**
 * The one cast: a company, its org chart, two client organizations, and people with a reason each. Tests, demo data,
 * screenshots and docs use them.
 */
export const castCompany = 'Larkfield Instruments'

type Person = { name: string; status: string; reason: string }

export const castEmployees = {
  vera: { name: 'Vera Lind', status: 'active', reason: 'founder and System supervisor' },
  adam: { name: 'Adam Brandt', status: 'active', reason: 'administrator' },
  marta: { name: 'Marta Okafor', status: 'active', reason: 'head of the Support department' },
  kevin: { name: 'Kevin Hale', status: 'active', reason: 'in the group Support' },
  lena: { name: 'Lena Novak', status: 'active', reason: 'in the group Support, colleague of Kevin' },
  sofia: { name: 'Sofia Marin', status: 'active', reason: 'in Account managers, which is nested in Customer teams' },
  igor: { name: 'Igor Petrov', status: 'active', reason: 'an employee without any rights of his own' },
  tomas: { name: 'Tomás Reyes', status: 'locked', reason: 'left the company; his account is locked' },
  nina: { name: 'Nina Falk', status: 'invited', reason: 'invited, has not come yet' },
} as const satisfies Record<string, Person>

export const castOutsiders = {
  dana: {
    name: 'Dana Whitfield',
    status: 'active',
    reason: 'customer at Brightwater Clinics',
    organization: 'brightwater',
  },
  omar: {
    name: 'Omar Haddad',
    status: 'active',
    reason: 'customer at Caldera Foods: must see nothing of Dana’s',
    organization: 'caldera',
  },
  ruth: {
    name: 'Ruth Adler',
    status: 'active',
    reason: 'Dana’s colleague at Brightwater Clinics',
    organization: 'brightwater',
  },
  priya: {
    name: 'Priya Nair',
    status: 'not_registered',
    reason: 'known, but never signed in',
    organization: 'brightwater',
  },
  felix: {
    name: 'Felix Braun',
    status: 'locked',
    reason: 'a customer whose account is locked',
    organization: 'caldera',
  },
} as const satisfies Record<string, Person & { organization: string }>

export const castOrganizations = { brightwater: 'Brightwater Clinics', caldera: 'Caldera Foods' } as const

export type CastKey = keyof typeof castEmployees | keyof typeof castOutsiders

export const castEmail = (key: CastKey): string =>
  `${key}@${key in castEmployees ? 'larkfield' : castOutsiders[key as keyof typeof castOutsiders].organization}.example`

type MadeUser = { key: CastKey; id: UserId }

/**
 * Writes the cast. The company is written too unless it stands already, with `supervisor` in Vera's place.
 * `passwordHash` is given to everyone who has registered, so that there is no default password anywhere (AT-123).
 */
export async function makeCast(
  tx: Tx,
  passwordHash: string,
  supervisor: UserId | null = null,
): Promise<Record<CastKey, UserId>> {
  const organizations = await makeOrganizations(tx)
  const users: MadeUser[] = []
  for (const [key, person] of Object.entries(castEmployees)) {
    if (key === 'vera' && supervisor) {
      users.push({ key, id: supervisor })
      continue
    }
    users.push({ key: key as CastKey, id: await makeUser(tx, key as CastKey, person, 'employee', null, passwordHash) })
  }
  for (const [key, person] of Object.entries(castOutsiders)) {
    const id = await makeUser(tx, key as CastKey, person, 'external', organizations[person.organization], passwordHash)
    users.push({ key: key as CastKey, id })
  }
  const made = Object.fromEntries(users.map(({ key, id }) => [key, id])) as Record<CastKey, UserId>
  if (!supervisor)
    await sql`insert into company (name, supervisor_id) values (${castCompany}, ${made.vera})`.execute(tx)
  await makeGroups(tx, made)
  await makeOrgChart(tx, made)
  return made
}

async function makeOrganizations(tx: Tx) {
  const made: Record<string, OrganizationId> = {}
  for (const [key, name] of Object.entries(castOrganizations)) {
    const id = (made[key] = newId<'organization'>())
    await sql`with principal as (insert into principals (id, kind, audience) values (${id}, 'organization', 'external'))
      insert into organizations (id, name) values (${id}, ${name})`.execute(tx)
  }
  return made as Record<keyof typeof castOrganizations, OrganizationId>
}

async function makeUser(
  tx: Tx,
  key: CastKey,
  { name, status }: Person,
  kind: 'employee' | 'external',
  organization: OrganizationId | null,
  passwordHash: string,
): Promise<UserId> {
  const id = newId<'user'>()
  const email = castEmail(key)
  const registered = status === 'active' || status === 'locked'
  await sql`with principal as (insert into principals (id, kind, audience) values (${id}, 'user', ${kind === 'employee' ? 'employees' : 'external'}))
    insert into users (id, kind, status, full_name, email, email_canonical, organization_id, password_hash, registered_at, locked_at)
    values (${id}, ${kind}, ${status}, ${name}, ${email}, ${canonicalEmail(email)}, ${organization}, ${registered ? passwordHash : null},
      ${registered ? sql`now()` : null}, ${status === 'locked' ? sql`now()` : null})`.execute(tx)
  if (kind === 'employee' ? status === 'active' || status === 'invited' : status === 'active') {
    await sql`insert into seats (id, kind, user_id) values (${newId()}, ${kind === 'employee' ? 'named' : 'external'}, ${id})`.execute(
      tx,
    )
  }
  return id
}

async function makeGroup(tx: Tx, code: string, name: string, members: PrincipalId[]): Promise<GroupId> {
  const id = newId<'group'>()
  await sql`with principal as (insert into principals (id, kind, audience) values (${id}, 'group', 'employees'))
    insert into groups (id, audience, scope, code, name) values (${id}, 'employees', 'company', ${code}, ${name})`.execute(
    tx,
  )
  for (const member of members) await addMember(tx, id, member)
  return id
}

const addMember = (tx: Tx, group: GroupId, member: PrincipalId) =>
  sql`insert into group_members (group_id, member_id, audience) values (${group}, ${member}, 'employees')`.execute(tx)

async function makeGroups(tx: Tx, people: Record<CastKey, UserId>) {
  await addMember(tx, systemGroups.administrators, people.adam)
  await makeGroup(tx, 'support', 'Support', [people.kevin, people.lena])
  const managers = await makeGroup(tx, 'account_managers', 'Account managers', [people.sofia])
  await makeGroup(tx, 'customer_teams', 'Customer teams', [managers])
}

async function makeOrgChart(tx: Tx, people: Record<CastKey, UserId>) {
  const root = await makeElement(tx, 'department', castCompany, null, people.vera)
  const support = await makeElement(tx, 'department', 'Support department', root, people.marta)
  const firstLine = await makeElement(tx, 'employee_group', 'First line', support, null)
  await makeElement(tx, 'position', 'IT administrator', root, people.adam)
  const sales = await makeElement(tx, 'department', 'Sales', root, null)
  await makeElement(tx, 'position', 'Key account manager', sales, people.sofia)
  const development = await makeElement(tx, 'employee_group', 'Development', root, null)
  for (const user of [people.kevin, people.lena]) {
    await sql`insert into org_members (element_id, user_id) values (${firstLine}, ${user})`.execute(tx)
  }
  await sql`insert into org_members (element_id, user_id) values (${development}, ${people.igor})`.execute(tx)
}

async function makeElement(
  tx: Tx,
  kind: string,
  name: string,
  parent: Id<'org_element'> | null,
  lead: UserId | null,
): Promise<OrgElementId> {
  const id = newId<'org_element'>()
  await sql`with principal as (insert into principals (id, kind, audience) values (${id}, 'org_element', 'employees'))
    insert into org_elements (id, kind, name, parent_id, lead_id) values (${id}, ${kind}, ${name}, ${parent}, ${lead})`.execute(
    tx,
  )
  return id
}
