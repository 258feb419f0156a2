import type { GroupId } from '../base/ids.ts'

/** Fixed ids of the seven system groups (migration 0002), so that rules name them without a look-up. */
const id = (last: number) => `00000000-0000-7000-8000-00000000000${last}` as GroupId

export const systemGroups = {
  administrators: id(1),
  allUsers: id(2),
  externalUsers: id(3),
  privilegedUsers: id(4),
  crmUsers: id(5),
  projectsUsers: id(6),
  systemSupervisor: id(7),
} as const
