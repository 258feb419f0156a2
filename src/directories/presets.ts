import { z } from 'zod'

export const presetNames = ['active_directory', 'openldap', 'freeipa'] as const
export type Preset = (typeof presetNames)[number]

const attribute = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9.-]{0,99}$/, 'Expected the name of an attribute such as mail')
const optional = attribute.nullable()

export const attributesShape = z.strictObject({
  id: attribute.describe('What never changes of an entry'),
  email: attribute,
  fullName: attribute,
  login: optional.describe('What groups name their members by, where they do not use whole names'),
  phone: optional,
  workPhone: optional,
  position: optional,
  department: optional,
  lock: optional.describe('Tells that an account is locked'),
  member: attribute.describe('Members of a group'),
})
export type Attributes = z.infer<typeof attributesShape>

type Suggested = { userFilter: string; groupFilter: string; attributes: Attributes }

const posix = {
  email: 'mail',
  fullName: 'cn',
  login: 'uid',
  phone: 'mobile',
  workPhone: 'telephoneNumber',
  position: 'title',
  member: 'member',
}

/** What the three most met directories call things. */
export const presets: Record<Preset, Suggested> = {
  active_directory: {
    userFilter: '(&(objectCategory=person)(objectClass=user))',
    groupFilter: '(objectClass=group)',
    attributes: {
      ...posix,
      id: 'objectGUID',
      fullName: 'displayName',
      login: 'sAMAccountName',
      department: 'department',
      lock: 'userAccountControl',
    },
  },
  openldap: {
    userFilter: '(objectClass=inetOrgPerson)',
    groupFilter: '(objectClass=groupOfNames)',
    attributes: { ...posix, id: 'entryUUID', department: 'departmentNumber', lock: 'pwdAccountLockedTime' },
  },
  freeipa: {
    userFilter: '(objectClass=person)',
    groupFilter: '(objectClass=ipausergroup)',
    attributes: { ...posix, id: 'ipaUniqueID', department: 'departmentNumber', lock: 'nsAccountLock' },
  },
}
