/** An id carries its kind in its type, so that a user's id cannot be passed where a group's is meant. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }

export type UserId = Id<'user'>
export type OrganizationId = Id<'organization'>
export type GroupId = Id<'group'>
export type OrgElementId = Id<'org_element'>
/** Whom a grant can name: every user, group, org element and organization is one (same id in both tables). */
export type PrincipalId = Id<'principal'> | UserId | GroupId | OrgElementId | OrganizationId
export type SessionId = Id<'session'>
export type InvitationId = Id<'invitation'>
export type WorkspaceId = Id<'workspace'>
export type AppId = Id<'app'>
export type FolderId = Id<'folder'>
export type GrantId = Id<'grant'>
export type ItemId = Id<'item'>
export type FileId = Id<'file'>
export type PortalId = Id<'portal'>
export type PageId = Id<'page'>
export type ProcessId = Id<'process'>
export type ProcessVersionId = Id<'process_version'>
export type ProcessInstanceId = Id<'process_instance'>
export type TaskId = Id<'task'>
export type SubstitutionId = Id<'substitution'>
export type CalendarId = Id<'calendar'>
export type MailId = Id<'mail'>
export type BatchId = Id<'batch'>
export type DirectoryId = Id<'directory'>
export type DirectoryRunId = Id<'directory_run'>
export type ProviderId = Id<'provider'>
export type IdentityId = Id<'identity'>
export type LicensePackId = Id<'license_pack'>

/**
 * A new id: UUID version 7 (RFC 9562 §5.7), 48 bits of milliseconds and 74 random bits, so that ids made in the same
 * second show no order and cannot be guessed (AT-019). Kept in the application because PostgreSQL's own `uuidv7()`
 * spends 12 of the random bits on sub-millisecond time.
 */
export function newId<Kind extends string>(): Id<Kind> {
  // The Web's own generator, known to Node too: contracts name ids, and screens import contracts.
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  bytes[0] = (bytes[0]! & 0x0f) | 0x70
  bytes[2] = (bytes[2]! & 0x3f) | 0x80
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const hex = Date.now().toString(16).padStart(12, '0') + random
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>
}
