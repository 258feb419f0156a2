/** Made by "npm run schema" from the migrations; not edited by hand. Names are those of the database. */
import type { ColumnType } from 'kysely'

/** A column the database fills when an insert leaves it out. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
/** A column the database always computes. */
type Computed<T> = ColumnType<T, never, never>
type Timestamp = ColumnType<Date, Date | string, Date | string>

/** Every live grant that reaches a user, through whichever principal */
export type ActorGrants = {
  actor_id: string
  grant_id: string
  resource_kind: string
  resource_id: string
  app_id: string
  rights: string[]
  narrowed_to: string
  fields: string[]
  mark: string
  narrowed_field: string
}

/** Whom a user counts as, computed system groups included. The only way access reads groups, org chart and organizations */
export type ActorPrincipals = {
  user_id: string
  principal_id: string
}

/** Who has whose data rights now. Whether the substitute is active is asked where her session is */
export type AllAccessSubstitutions = {
  id: string
  substitute_id: string
  absent_id: string
}

/** Requests of each token in its latest minute, counted by all processes together. Lost in a crash, which gives away a minute */
export type ApiTokenUses = {
  token_id: string
  minute: Timestamp
  requests: number
}

/** What a token may at most; the rights of its person come on top. Never changed: a token for something else is another token */
export type ApiTokens = {
  id: string
  name: string
  may_write: boolean
  /** Whether the administration rights of its person count too; never those of the System supervisor */
  administers: boolean
  /** Only what belongs to these workspaces; null: everywhere */
  workspaces: string[] | null
  created_by: string
}

/** Kinds of record. Publishing makes or alters the table app_data.<table_name> */
export type Apps = {
  id: string
  workspace_id: string
  code: string
  name: string
  item_name: Generated<string>
  description: Generated<string>
  icon: Generated<string>
  table_name: string | null
  title_field: string | null
  /** open: every employee may do everything with its items; app: the rows of the app decide; folders: those of the item's folder; items: those of the app and of single items */
  mode: Generated<'open' | 'app' | 'folders' | 'items'>
  sort: Generated<number>
  created_at: Generated<Timestamp>
  created_by: string | null
  /** The fields as drawn, as in the contract; null when nothing is drawn that is not published */
  draft_fields: unknown | null
  published_at: Timestamp | null
  /** Counts what changes the statements on the items: publishing and the title field. Who remembers fields compares it in the statement that uses them */
  shape_version: Generated<number>
  deleted_at: Timestamp | null
  version: Generated<number>
  /** Whether it is written into the audit who reads its items and their files */
  reads_audited: Generated<boolean>
  /** Whether the rights of a person in this app are also those of every head above that person in the org chart */
  heads_inherit: Generated<boolean>
  /** Whether somebody who is refused is told who could give the right */
  names_whom_to_ask: Generated<boolean>
}

/** Files that old rows of the audit were moved into, with their seals, before they were taken out of the table */
export type AuditArchives = {
  id: string
  first_seal: number
  last_seal: number
  events: number
  first_at: Timestamp
  last_at: Timestamp
  storage_key: string
  size: number
  sha256: Buffer
  made_at: Generated<Timestamp>
}

/** What the nightly check of the chain found; null: everything is as it was sealed */
export type AuditChecks = {
  id: string
  at: Generated<Timestamp>
  seals: number
  events: number
  finding: unknown | null
}

/** What was done and what was refused; written in the transaction of the deed. Append-only */
export type AuditEvents = {
  id: string
  at: Generated<Timestamp>
  actor_kind: 'user' | 'system' | 'process' | 'anonymous'
  /** user: the user; process: the process instance */
  actor_id: string | null
  /** On whose behalf a process or the system acted */
  for_user_id: string | null
  operation: string
  outcome: 'done' | 'refused'
  code: string | null
  resource_kind: string | null
  resource_id: string | null
  facts: Generated<unknown>
  request_id: string | null
  address: string | null
  /** Number of the transaction that wrote it: all rows below the oldest transaction still open are there for good, so they can be sealed in this order */
  turn: Generated<number>
}

/** Exports somebody asked for: the deed is audited, and the download that follows within minutes gives exactly what was filtered then */
export type AuditExports = {
  id: string
  made_by: string
  asked: unknown
  format: 'csv' | 'json'
  up_to: Generated<Timestamp>
  made_at: Generated<Timestamp>
}

/** The chain over audit_events: each seal covers the rows after the one before it, in the order (turn, id), and names the hash of the one before. Heads are also written outside the database */
export type AuditSeals = {
  number: number
  before: Computed<number | null>
  previous: Buffer
  /** SHA-256 over previous, number, events, last_turn, last_id and root */
  hash: Buffer
  events: number
  last_turn: number
  last_id: string
  first_at: Timestamp
  last_at: Timestamp
  /** SHA-256 of leaves */
  root: Buffer
  /** For each row its id (16 bytes) and the SHA-256 of its text (32): they name the row that was altered. Null once the rows are archived */
  leaves: Buffer | null
  sealed_at: Generated<Timestamp>
}

/** Results of a batch, row by row */
export type BatchRows = {
  batch_id: string
  /** Order of work; of a file the number of the row as a spreadsheet counts it */
  position: number
  /** Whom it was done to; of an import, who was invited */
  user_id: string | null
  label: string
  /** A row of a file as it was read */
  cells: string[] | null
  input: unknown | null
  /** What is wrong with it: [{field, message}]; such a row is left out */
  issues: unknown | null
  state: Generated<'waiting' | 'done' | 'refused' | 'left_out'>
  code: string | null
  message: string | null
}

/** One deed on many accounts. Each row is a transaction of its own under the rights of whoever started it, as they are at that moment. Swept 30 days after the last change */
export type Batches = {
  id: string
  deed: 'lock' | 'unlock' | 'delete' | 'restore' | 'resend_invitation' | 'invite'
  state: 'reading' | 'checking' | 'ready' | 'running' | 'done' | 'stopped' | 'refused'
  made_by: string
  /** The session it was started or continued from; when that ends, the batch stops. Not a foreign key: sessions are not in a backup */
  session_id: string
  file_name: string | null
  storage_key: string | null
  encoding: string | null
  /** First row of the file: names of its columns */
  columns: string[] | null
  /** For each column of the file the field of a person it fills, or empty */
  mapping: string[] | null
  /** What every invited person of the file gets: groups, language */
  defaults: Generated<unknown>
  total: Generated<number>
  /** Rows of a file that have no issue */
  sound: Generated<number>
  done: Generated<number>
  refused: Generated<number>
  code: string | null
  /** Why it was stopped, or why its file was refused, as a sentence */
  message: string | null
  created_at: Generated<Timestamp>
  started_at: Timestamp | null
  ended_at: Timestamp | null
}

/** Keys of contents that a row names; what is not in here is swept away after a day */
export type BlobsInUse = {
  key: string
}

/** Days that differ from their week: holidays, with no hours, and days worked otherwise */
export type CalendarExceptions = {
  calendar_id: string
  day: Timestamp
  name: Generated<string>
  hours: Generated<string>
}

/** Working hours of each day of the week, Monday is 1 */
export type CalendarWeekdays = {
  calendar_id: string
  weekday: number
  /** Minutes of the day by the clock on the wall; a multirange cannot overlap itself */
  hours: Generated<string>
}

/** Working hours of a week, with days that differ */
export type Calendars = {
  id: string
  name: string
  /** null: the time zone of the company */
  time_zone: string | null
  is_default: Generated<boolean>
  created_at: Generated<Timestamp>
  created_by: string | null
  deleted_at: Timestamp | null
  version: Generated<number>
}

/** What a change that is only tried has done to user_principals. Always empty for everybody else: its rows are never committed */
export type ClosureChanges = {
  user_id: string
  principal_id: string
  step: number
}

/** The one company of this installation: exactly one row, made by the first visit and never deleted */
export type Company = {
  id: Generated<boolean>
  name: string
  /** The System supervisor. The foreign key names kind and status too: whoever holds the role cannot be locked, deleted or replaced by an outsider, whichever way in */
  supervisor_id: string
  supervisor_kind: Generated<'employee'>
  supervisor_status: Generated<'active'>
  language: Generated<'en' | 'ru'>
  time_zone: Generated<string>
  set_up_at: Generated<Timestamp>
  version: Generated<number>
  /** How many days before it begins an absence shows at the name of the person */
  absence_notice_days: Generated<number>
  /** Rows of the audit older than this are moved into archive files; null: never */
  audit_keep_months: number | null
  /** Group whose members read the audit without being administrators; of employees only (the external wall) */
  auditors_id: string | null
  auditors_audience: Generated<'employees'>
  /** ISO 8601: 1 Monday, 6 Saturday, 7 Sunday */
  first_day_of_week: Generated<number>
  date_format: Generated<'language' | 'iso' | 'dmy' | 'mdy'>
  time_format: Generated<'language' | 'h23' | 'h12'>
  number_format: Generated<'language' | 'comma_point' | 'point_comma' | 'space_comma'>
  /** ISO 3166: whose numbers are written without a country code */
  phone_country: string | null
  /** Shown to employees in the menu of their account: [{label, url}] */
  links: Generated<unknown>
  /** Of what is set in Administration → Company; `version` is of the supervisor */
  settings_version: Generated<number>
  settings_changed_by: string | null
  settings_changed_at: Timestamp | null
  audit_settings_version: Generated<number>
  /** Extensions that may be uploaded, each with the content it says; null: every file, told by its content */
  upload_extensions: string[] | null
  upload_version: Generated<number>
  /** Whether each download of an item's file is written into the audit */
  audit_downloads: Generated<boolean>
}

/** One row: the look of the employee side. Portals have their own */
export type CompanyTheme = {
  id: Generated<boolean>
  /** Of buttons and links; white text on it reaches WCAG AA. Null: ours */
  color: string | null
  title_ending: string | null
  scheme: Generated<'auto' | 'light' | 'dark'>
  version: Generated<number>
  changed_by: string | null
  changed_at: Timestamp | null
}

/** Six digits that prove an address: 10 minutes, 5 tries */
export type ConfirmationCodes = {
  id: string
  invitation_id: string
  email: string
  code_hash: Buffer
  tries: Generated<number>
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  confirmed_at: Timestamp | null
  /** After confirmation: the hash of the secret with which the next step (name and password) is allowed */
  proof_hash: Buffer | null
}

/** Connections to directories (LDAP) people are taken from */
export type Directories = {
  id: string
  name: string
  url: string
  start_tls: Generated<boolean>
  /** Somebody said that passwords may travel in the open to another machine */
  is_plain_allowed: Generated<boolean>
  /** PEM of the authority the server is believed by, where it is not one of the public ones */
  certificate: string | null
  bind_dn: string
  /** Of the account that reads, sealed under the key of the installation (base/secret-box.ts) */
  password_sealed: Buffer
  base_dn: string
  user_filter: string
  group_base_dn: string | null
  group_filter: string
  preset: 'active_directory' | 'openldap' | 'freeipa'
  /** Which attribute says what; the keys are those of the contract */
  attributes: unknown
  /** directory: its people sign in with the password they have there; local: they are invited and have one here */
  sign_in: Generated<'directory' | 'local'>
  links_by_email: Generated<boolean>
  /** What becomes of people the directory does not know any more or has locked */
  on_gone: Generated<'lock' | 'leave'>
  /** A run that would lock more than so many percent of its people, or take as many out of groups, stops and asks */
  most_leaving: Generated<number>
  schedule: Generated<'off' | 'hourly' | 'daily'>
  /** In the time zone of the company */
  daily_hour: Generated<number>
  /** null: off, which means neither runs nor sign-in */
  enabled_at: Timestamp | null
  /** Last time it could not be reached when somebody signed in; emptied by the next answer */
  away_at: Timestamp | null
  version: Generated<number>
  created_at: Generated<Timestamp>
  changed_by: string | null
  changed_at: Generated<Timestamp>
}

/** What a run has read; gone when it has ended */
export type DirectoryEntries = {
  run_id: string
  number: number
  external_id: string | null
  dn: string
  dn_key: string
  login: string | null
  email: string | null
  email_canonical: string | null
  full_name: string | null
  phone: string | null
  work_phone: string | null
  position_name: string | null
  department: string | null
  is_locked: boolean
  issue: string | null
  message: string | null
}

/** Members of groups as a run has read them: names as they are compared, or logins; gone when it has ended */
export type DirectoryGroupEntries = {
  run_id: string
  dn_key: string
  member_key: string
}

/** Members of which group of a directory are in which company group */
export type DirectoryGroups = {
  directory_id: string
  /** The name as it is compared: small letters, no spaces around its signs */
  dn_key: string
  dn: string
  group_id: string
  audience: Generated<'employees'>
}

/** Members a directory has put into a group; only these it takes out again */
export type DirectoryMembers = {
  group_id: string
  member_id: string
  directory_id: string
}

/** Which entry of which directory an employee is; never somebody from outside, never the System supervisor */
export type DirectoryPeople = {
  user_id: string
  user_kind: Generated<'employee'>
  directory_id: string
  /** What never changes of the entry (objectGUID, entryUUID, ipaUniqueID) */
  external_id: string
  /** Where the entry was last seen; shown only, nothing is looked up by it */
  dn: string
  position_name: string | null
  department: string | null
  /** The lock is the directory's; whoever unlocks takes it away */
  locked_at: Timestamp | null
  seen_at: Generated<Timestamp>
}

/** What a run would do with whom, and what became of it; people nothing changes for have no row */
export type DirectoryRows = {
  run_id: string
  number: Computed<number>
  deed: 'lock' | 'unlock' | 'link' | 'change' | 'create' | 'join' | 'leave' | 'refuse'
  state: 'waiting' | 'done' | 'refused'
  entry: number | null
  user_id: string | null
  group_id: string | null
  label: string
  detail: Generated<string>
  /** What changes of a person: {field: [before, after]} */
  changes: unknown | null
  code: string | null
  message: string | null
}

/** Comparisons of a directory with the people here, and what was done of them */
export type DirectoryRuns = {
  id: string
  directory_id: string
  origin: 'preview' | 'by_hand' | 'schedule'
  /** ready: compared, to be looked at; asks: too many would leave, somebody has to say yes */
  state: 'reading' | 'ready' | 'asks' | 'applying' | 'done' | 'failed' | 'cancelled'
  /** null: by its schedule */
  made_by: string | null
  created_at: Generated<Timestamp>
  applied_at: Timestamp | null
  ended_at: Timestamp | null
  entries: Generated<number>
  unchanged: Generated<number>
  /** Rows that would change something or were refused */
  total: Generated<number>
  done: Generated<number>
  refused: Generated<number>
  code: string | null
  message: string | null
}

/** Employees whose password is kept by a directory */
export type DirectorySignIns = {
  user_id: string
  external_id: string
  directory_id: string
  enabled_at: Timestamp
  away_at: Timestamp
}

/** Live activations only: a row goes when its element completes or is terminated; what happened is in process_events */
export type ElementInstances = {
  instance_id: string
  key: number
  element_id: string
  /** Key of the sub-process instance around it; 0: the process itself */
  scope_key: number
  state: 'active' | 'blocked'
  entered_at: Generated<Timestamp>
}

/** Closure: everything that anybody in this element of the org chart, or in one below it, counts as; kept by triggers on user_principals and written by nothing else */
export type ElementPrincipals = {
  element_id: string
  principal_id: string
}

/** People changing their own address: the new one confirms within a day, the old one may stop it, and undo it for a week after (AT-115) */
export type EmailChanges = {
  id: string
  user_id: string
  /** Where it was asked for; it alone stays when the change is confirmed */
  session_id: string
  old_email: string
  new_email: string
  /** Of somebody from outside: where the links of the mails lead */
  portal_code: string | null
  confirm_hash: Buffer
  /** Of the link in the first mail to the old address; it undoes as well as undo_hash, of the second mail */
  stop_hash: Buffer
  undo_hash: Buffer | null
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  confirmed_at: Timestamp | null
  undone_at: Timestamp | null
  /** Dropped by the person, or replaced by a newer one */
  withdrawn_at: Timestamp | null
}

/** Second factors a person has set up and confirmed; passkeys stand apart */
export type Factors = {
  user_id: string
  kind: 'totp' | 'email_code'
  /** Seed of the authenticator app, sealed under the key of the installation (secret-box.ts) */
  secret: Buffer | null
  /** The 30-second step of the last code taken: no code is taken twice, nor one before it */
  last_step: number | null
  created_at: Generated<Timestamp>
  last_used_at: Timestamp | null
}

/** Named, typed properties of an app's items as published; column f_<code> of its table */
export type Fields = {
  id: string
  app_id: string
  code: string
  name: string
  type: 'string' | 'text' | 'number' | 'yes_no' | 'date' | 'category' | 'status' | 'user' | 'file'
  required: Generated<boolean>
  /** category: {options:[{code,name,color}]}; status: {options:[{code,name,color,final}], initial}; number: {decimals} */
  settings: Generated<unknown>
  sort: Generated<number>
  published_at: Generated<Timestamp>
  removed_at: Timestamp | null
}

/** Uploaded content. Bytes are on disk and fsynced before the row commits; a file follows the item it is attached to, before that it is its uploader's alone */
export type Files = {
  id: string
  name: string
  size: number
  media_type: string
  sha256: Buffer
  storage_key: string
  uploaded_by: string
  uploaded_at: Generated<Timestamp>
  app_id: string | null
  item_id: string | null
  field_code: string | null
  attached_at: Timestamp | null
  deleted_at: Timestamp | null
}

/** Taken sequence flows whose target has not consumed them yet: they wait at a join or are held by an incident */
export type FlowTokens = {
  instance_id: string
  key: number
  flow_id: string
  scope_key: number
}

/** Closure: from which folders the rows count in a folder, itself included; kept by a trigger and written by nothing else */
export type FolderReach = {
  from_id: string
  folder_id: string
}

/** Folders of an app: a tree below one root, which has the id of the app */
export type Folders = {
  id: string
  app_id: string
  parent_id: string | null
  name: string
  sort: Generated<number>
  /** Whether the rows of the folder above count here too, and with them those above it that it inherits */
  inherits: Generated<boolean>
  created_at: Generated<Timestamp>
  created_by: string | null
  deleted_at: Timestamp | null
  version: Generated<number>
}

/** Rights given to a principal on a resource; kept after they end, so that past decisions can be recomputed */
export type Grants = {
  id: string
  principal_id: string
  audience: string
  resource_kind: 'workspace' | 'app' | 'folder' | 'item' | 'portal' | 'process' | 'file'
  resource_id: string
  app_id: string | null
  /** start is the right to start a process, administer the only one on a workspace; the others are the nine rights of an app */
  rights: ('view' | 'create' | 'edit' | 'delete' | 'assign' | 'manage_processes' | 'export' | 'import' | 'full' | 'start' | 'administer')[]
  /** all: every item of the app; author: items the person wrote; organization: items written in the person's organization; field: items whose field holds the person or a role of theirs */
  narrowed_to: Generated<'all' | 'author' | 'organization' | 'field'>
  granted_by: string | null
  /** The published portal page whose widget exposes this; such grants come and go with publishing */
  page_version_id: string | null
  granted_at: Generated<Timestamp>
  expires_at: Timestamp | null
  reason: Generated<string>
  revoked_at: Timestamp | null
  revoked_by: string | null
  /** Of an app exposed by a page: the fields that were there when it was published. Later ones stay unseen until the page is published again; null: every field */
  fields: string[] | null
  /** Code of the field; its value says who, so such a row is given to All users or to External users as a whole */
  narrowed_field: string | null
}

/** Direct members. Both foreign keys carry the same audience: an employee cannot enter a group of outsiders, nor the other way round */
export type GroupMembers = {
  group_id: string
  member_id: string
  audience: string
  added_at: Generated<Timestamp>
  added_by: string | null
}

/** Named sets of users, other groups and org elements; roles hold exactly one member */
export type Groups = {
  id: string
  audience: 'employees' | 'external'
  scope: 'system' | 'company' | 'workspace' | 'app'
  type: Generated<'group' | 'role'>
  code: string
  name: string
  description: Generated<string>
  workspace_id: string | null
  app_id: string | null
  /** computed: the product itself says who is in (All users, External users, System supervisor, users of a portal) */
  membership: Generated<'by_hand' | 'computed'>
  created_at: Generated<Timestamp>
  created_by: string | null
  deleted_at: Timestamp | null
  version: Generated<number>
  /** Every new user of its audience joins it, whichever way in; those who are there already do not */
  is_default: Generated<boolean>
}

/** Live grants on apps, folders and items that reach somebody below a head, where the app lets them pass up */
export type HeadGrants = {
  actor_id: string
  grant_id: string
  resource_kind: string
  resource_id: string
  app_id: string
  rights: string[]
  narrowed_to: string
}

/** Whom the people below a head count as, the head's own places included */
export type HeadPrincipals = {
  user_id: string
  principal_id: string
}

/** First answers of commands sent with an Idempotency-Key, written in the transaction of the deed; a repeat gets the same answer and no second effect. Kept 24 hours */
export type IdempotencyKeys = {
  actor_id: string
  key: string
  operation: string
  input_hash: string
  answer: unknown | null
  at: Generated<Timestamp>
}

/** Who somebody with an account is at a provider; nothing but this lets in */
export type Identities = {
  id: string
  provider_id: string
  issuer: string
  /** What never changes of a person there (OpenID Connect Core §2, sub) */
  subject: string
  user_id: string
  /** How the provider called the person when it was linked; shown only */
  label: string
  /** person: by herself, signed in; address: by a verified address at the first sign-in; creation: the account was made then */
  linked_by: 'person' | 'address' | 'creation'
  linked_at: Generated<Timestamp>
  used_at: Timestamp | null
}

/** Instances that cannot go on, or could not work something out, until someone helps */
export type Incidents = {
  instance_id: string
  key: number
  /** Element instances or tokens it is about, by key */
  held_keys: number[]
  element_id: string
  code: string
  message: string
  expression: string | null
  input: unknown | null
  blocks: boolean
  raised_at: Generated<Timestamp>
  resolved_at: Timestamp | null
}

/** Links to come in. 32 random bytes, only the hash stored; opening never uses one up, accepting does, once */
export type Invitations = {
  id: string
  kind: 'employee' | 'individual'
  user_id: string
  user_kind: Computed<string>
  portal_id: string | null
  token_hash: Buffer
  without_confirmation: Generated<boolean>
  created_at: Generated<Timestamp>
  created_by: string | null
  /** null: no end (an individual link may be made so) */
  expires_at: Timestamp | null
  opened_at: Timestamp | null
  accepted_at: Timestamp | null
  withdrawn_at: Timestamp | null
  withdraw_reason: 'withdrawn' | 'replaced' | 'declined' | null
  renewal_asked_at: Timestamp | null
}

/** Who stands in which item, one indexed row each, written in the transaction that writes the item, so that a list is a semi-join over one index and never a function call per row */
export type ItemAccess = {
  app_id: string
  item_id: string
  principal_id: string
  /** author, or field:<code> of a field that holds a person */
  via: string
}

/** History of items: {field: {from, to}} for each change */
export type ItemChanges = {
  id: string
  app_id: string
  item_id: string
  at: Generated<Timestamp>
  by_user_id: string | null
  by_process_id: string | null
  kind: 'created' | 'edited' | 'deleted' | 'restored'
  /** Version of the item that this change made */
  version: Generated<number>
  changes: Generated<unknown>
}

/** In which folder an item lies. Every item of an app with folders has a row, those in none that of the root */
export type ItemFolders = {
  app_id: string
  item_id: string
  folder_id: string
}

/** What was bought; starter is built in and has no end */
export type LicensePacks = {
  id: string
  kind: string
  seats: number
  source: 'starter' | 'key'
  serial: string | null
  valid_from: Generated<Timestamp>
  valid_to: Timestamp | null
  activated_at: Generated<Timestamp>
  activated_by: string | null
  /** Name of the service plan that was bought with this pack */
  plan: string | null
  /** Disk for files that was bought with this pack */
  storage_gigabytes: number | null
}

/** One row: the rules of licensing, kept by the System supervisor */
export type LicenseSettings = {
  id: Generated<boolean>
  /** What a license key can be bound to. Goes with a backup */
  installation_id: Generated<string>
  /** After so many minutes without a request a concurrent seat is free for somebody else */
  idle_minutes: Generated<number>
  /** refuse: nobody more when all seats are held; grace: for grace_days a tenth more than there are seats, and packs that ended count on */
  at_limit: Generated<'refuse' | 'grace'>
  grace_days: Generated<number>
  sales_link: Generated<string>
  /** Disk planned for files where no pack says how much was bought; null: no limit */
  storage_gigabytes: number | null
  version: Generated<number>
  /** false: every employee holds a named seat from the invitation on; true: Privileged users hold named ones, all others share the concurrent ones while they are signed in */
  shares: Generated<boolean>
}

/** Groups whose members each take a licence, and of which kind. Nobody enters beyond what there is (seat_totals, migration 0026); when a pack ends nobody is thrown out */
export type LicensedGroups = {
  group_id: string
  kind: string
}

/** Which columns of a list a person wants to see, in their order */
export type ListColumns = {
  user_id: string
  list: string
  columns: string[]
}

/** Grants that count now */
export type LiveGrants = {
  grant_id: string
  principal_id: string
  resource_kind: string
  resource_id: string
  app_id: string
  rights: string[]
  narrowed_to: string
  fields: string[]
  /** Names the grant and the transaction that wrote it last: equal marks, equal grants */
  mark: string
  narrowed_field: string
}

/** One row. Without a host mails are kept in the outbox; PORTICO_SMTP_URL in the environment goes before it */
export type MailSettings = {
  id: Generated<boolean>
  host: string | null
  port: number | null
  security: 'tls' | 'starttls' | 'none' | null
  user_name: string | null
  /** Sealed under the key of the installation (base/secret-box.ts) */
  password_sealed: Buffer | null
  sender_name: Generated<string>
  sender_address: string | null
  reply_to: string | null
  /** Around every system mail, with {{body}} exactly once; null: our own */
  template_html: string | null
  template_text: string | null
  version: Generated<number>
  changed_by: string | null
  changed_at: Timestamp | null
}

/** Plain text with places such as {{code}}; paragraphs are separated by an empty line. Never used for a mail to the System supervisor */
export type MailTexts = {
  kind: string
  language: 'en' | 'ru'
  subject: string
  body: string
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<Timestamp>
}

/** The outbox, written in the transaction of the deed. kept: no mail server is set, the administrator reads it here */
export type Mails = {
  id: string
  to_address: string
  to_user_id: string | null
  template: string
  subject: string
  body_text: string
  body_html: string
  created_at: Generated<Timestamp>
  state: Generated<'waiting' | 'kept' | 'sent' | 'failed'>
  sent_at: Timestamp | null
  tries: Generated<number>
  last_error: string | null
}

/** Groups a deleted person was in directly, for restoring. They are no members meanwhile */
export type MembershipsOfDeleted = {
  user_id: string
  group_id: string
}

/** Which mails a person does not want. Those about the account and its safety are not to choose, whichever way in */
export type MutedMails = {
  user_id: string
  template: 'task_waits' | 'substitution' | 'fresh_invitation_asked' | 'no_free_seat'
}

/** A proof under way: of somebody at the door (one cookie of that browser opens it, ten minutes, one use), or of somebody who is in and sets a factor up or proves again who she is (by session) */
export type OpenProofs = {
  id: string
  token_hash: Buffer | null
  session_id: string | null
  /** null: a passkey or a provider is asked and will say whose it is */
  user_id: string | null
  side: 'employee' | 'portal'
  portal_id: string | null
  /** What has been proved at the door so far */
  method: 'password' | 'passkey' | 'provider' | null
  /** What a passkey has to sign; taken by whoever answers */
  challenge: string | null
  /** Sealed seed of an authenticator app that is being set up */
  seed: Buffer | null
  /** SHA-256 of the six digits that were mailed, bound to this row */
  code_hash: Buffer | null
  code_sent_at: Timestamp | null
  codes_sent: Generated<number>
  factor_proved_at: Timestamp | null
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  used_at: Timestamp | null
}

/** Whom open tasks were offered to */
export type OpenTaskCandidates = {
  task_id: string
  principal_id: string
  state: string
  assignee_id: string
  excluded: string[]
}

/** What a publishing changed, element by element. An earlier chart is the present one with the later changes taken back, so no chart is kept whole */
export type OrgChartChanges = {
  version: number
  element_id: string
  /** {kind, name, parent, lead, sort}; null: it was not in the chart. "after" is the same for the chart that was published */
  before: unknown | null
  after: unknown | null
  joined: Generated<string[]>
  left: Generated<string[]>
}

/** Each publishing of the org chart */
export type OrgChartVersions = {
  number: number
  published_at: Generated<Timestamp>
  published_by: string
  note: Generated<string>
  restores: number | null
}

/** The org chart as it would be after publishing the draft */
export type OrgDraftChart = {
  id: string
  kind: string
  name: string
  parent_id: string
  lead_id: string
  sort: number
  state: string
  changed_by: string
  changed_at: Timestamp
}

/** Elements as the draft has them, only those that differ from the published chart. Anything may stand here on the way: a name left empty, a circle; checking names it */
export type OrgDraftElements = {
  /** A published element, or one to be made: then it has no principal yet, so nothing can name it */
  element_id: string
  draft: Generated<boolean>
  kind: 'department' | 'position' | 'employee_group'
  name: string
  parent_id: string | null
  lead_id: string | null
  lead_kind: Generated<'employee'>
  sort: Generated<number>
  removed: Generated<boolean>
  changed_at: Generated<Timestamp>
  changed_by: string
}

/** Who joins or leaves a department or employee group with the draft */
export type OrgDraftMembers = {
  element_id: string
  user_id: string
  user_kind: Generated<'employee'>
  draft: Generated<boolean>
  is_member: boolean
  changed_at: Generated<Timestamp>
  changed_by: string
}

/** The people of departments and employee groups as they would be after publishing the draft */
export type OrgDraftPeople = {
  element_id: string
  user_id: string
}

/** The one draft of the org chart that all administrators share, while there is one; what differs stands in org_draft_elements and org_draft_members */
export type OrgDrafts = {
  id: Generated<boolean>
  /** Goes up with every edit; an edit that has not seen the latest is refused */
  version: Generated<number>
  started_at: Generated<Timestamp>
  started_by: string
  changed_at: Generated<Timestamp>
  changed_by: string
  /** The published version it was made from, when it goes back to one */
  restores: number | null
}

/** Nodes of the org chart */
export type OrgElements = {
  id: string
  audience: Generated<'employees'>
  kind: 'department' | 'position' | 'employee_group'
  name: string
  parent_id: string | null
  /** department: its head; position: its holder */
  lead_id: string | null
  lead_kind: Generated<'employee'>
  sort: Generated<number>
  version: Generated<number>
  /** Taken out of the chart. The row stays: grants, groups and lanes that name it give nobody anything, and mean it again when a version is restored */
  deleted_at: Timestamp | null
}

/** People of a department or an employee group, beside the head */
export type OrgMembers = {
  element_id: string
  user_id: string
  user_kind: Generated<'employee'>
}

/** Client companies that external users belong to */
export type Organizations = {
  id: string
  audience: Generated<'external'>
  name: string
  created_at: Generated<Timestamp>
  version: Generated<number>
}

/** Published states of a page, never changed. Grants of its widgets name it */
export type PageVersions = {
  id: string
  page_id: string
  number: number
  content: unknown
  published_at: Generated<Timestamp>
  published_by: string | null
}

/** Pages of a portal: the draft and which version outsiders see */
export type Pages = {
  id: string
  portal_id: string
  code: string
  name: string
  sort: Generated<number>
  draft: Generated<unknown>
  draft_version: Generated<number>
  current_version_id: string | null
  created_at: Generated<Timestamp>
  deleted_at: Timestamp | null
}

/** WebAuthn credentials: each is a way in by itself, because it proves the device and the person before it */
export type Passkeys = {
  id: string
  user_id: string
  credential_id: string
  public_key: Buffer
  /** Signatures the device has counted; one that goes back is a copy and is refused (WebAuthn 7.2 step 22) */
  counter: Generated<number>
  transports: Generated<string[]>
  name: string
  created_at: Generated<Timestamp>
  last_used_at: Timestamp | null
}

/** Links for a new password: 30 minutes, one use, killed by a newer one, a change of e-mail or password, a lock */
export type PasswordResets = {
  id: string
  user_id: string
  side: 'employee' | 'portal'
  token_hash: Buffer
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  used_at: Timestamp | null
  withdrawn_at: Timestamp | null
}

/** Groups whose people are told by mail when somebody's sign-in pauses */
export type PauseReaders = {
  group_id: string
}

/** A workspace's site for external users. disabled keeps the pages */
export type Portals = {
  id: string
  workspace_id: string
  /** The group of this portal's users: accepting an invitation joins it, and what published pages expose is granted to it */
  group_id: string
  state: Generated<'inactive' | 'active' | 'disabled'>
  audience: Generated<'external'>
  name: string
  branding: Generated<unknown>
  home_page_id: string | null
  created_at: Generated<Timestamp>
  created_by: string | null
  activated_at: Timestamp | null
  version: Generated<number>
}

/** Whom a grant can name. Members and grants repeat the audience in their foreign keys, so that the database itself refuses to mix employees and outsiders (the external wall) */
export type Principals = {
  id: string
  kind: 'user' | 'group' | 'org_element' | 'organization'
  audience: 'employees' | 'external'
}

/** Append-only history; folding it gives the live rows */
export type ProcessEvents = {
  instance_id: string
  number: number
  at: Generated<Timestamp>
  command_id: string
  actor_user_id: string | null
  event: unknown
}

/** Runs of a version. A step locks this row first, always: without that lock two branches finishing together lose the join */
export type ProcessInstances = {
  id: string
  process_id: string
  version_id: string
  number: Computed<number>
  name: string
  initiator_id: string | null
  app_id: string | null
  item_id: string | null
  state: 'active' | 'completed' | 'cancelled'
  next_key: Generated<number>
  /** Ids of elements completed at least once, in the order of their first completion */
  passed: Generated<string[]>
  events_count: Generated<number>
  started_at: Generated<Timestamp>
  ended_at: Timestamp | null
}

/** The context of an instance, by scope */
export type ProcessVariables = {
  instance_id: string
  scope_key: number
  name: string
  value: unknown
}

/** Deployed states, never changed; an instance keeps its version */
export type ProcessVersions = {
  id: string
  process_id: string
  number: number
  /** The app whose item an instance works on, resolved when it was published; starting makes the item */
  app_id: string | null
  xml: string
  definition: unknown
  published_at: Generated<Timestamp>
  published_by: string | null
}

/** Drawn processes: the draft and which version new instances take */
export type Processes = {
  id: string
  workspace_id: string
  /** The app of the published version, and what a new draft begins from */
  app_id: string | null
  code: string
  name: string
  draft_xml: string
  draft_version: Generated<number>
  current_version_id: string | null
  created_at: Generated<Timestamp>
  created_by: string | null
  deleted_at: Timestamp | null
  version: Generated<number>
}

/** At whose doors a provider is offered, beside that of employees */
export type ProviderPortals = {
  provider_id: string
  portal_id: string
}

/** Somebody who was sent to a provider and is awaited back, once: at a door, or to link an identity to the account of a session */
export type ProviderVisits = {
  id: string
  provider_id: string
  proof_id: string | null
  session_id: string | null
  /** From which what is sent along and has to come back is made (state, nonce, code verifier, id of a request) */
  secret_sealed: Buffer
  /** Where the provider sends back to, below our address */
  back: string
  expires_at: Timestamp
}

/** Servers that say who somebody is, by OpenID Connect or SAML 2.0 */
export type Providers = {
  id: string
  name: string
  /** Who signs (SAML: entity ID); with linked people it does not change, because they would be others there */
  issuer: string
  client_id: string | null
  /** OpenID Connect: of the client, sealed under the key of the installation (base/secret-box.ts) */
  secret_sealed: Buffer | null
  for_employees: Generated<boolean>
  /** Whose e-mail addresses it is believed about, in canonical form; empty: nobody is linked by address */
  domains: Generated<string[]>
  /** Whoever has an address of these domains and no account becomes an employee when signing in */
  creates_people: Generated<boolean>
  /** null: off, nobody comes in by it */
  enabled_at: Timestamp | null
  /** The last sign-in by it that was refused; why is for administrators only */
  refused_at: Timestamp | null
  refused_why: string | null
  version: Generated<number>
  created_at: Generated<Timestamp>
  changed_by: string | null
  changed_at: Generated<Timestamp>
  protocol: 'openid' | 'saml'
  /** SAML: where browsers are sent (HTTP-Redirect binding) */
  sign_in_url: string | null
  /** SAML: PEM of the keys it signs with; several while it changes them */
  certificates: string | null
  /** At each sign-in the name here becomes the one it tells; never the address */
  renames_people: Generated<boolean>
}

/** Ten codes for who has lost the device; each works once, only the SHA-256 is stored */
export type RecoveryCodes = {
  user_id: string
  code_hash: Buffer
  created_at: Generated<Timestamp>
  used_at: Timestamp | null
}

/** Links for a System supervisor without any factor left, made on the server by portico rescue: 15 minutes, one use, the latest only */
export type Rescues = {
  id: string
  user_id: string
  token_hash: Buffer
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  used_at: Timestamp | null
  withdrawn_at: Timestamp | null
}

/** One row a kind, locked by whoever takes a seat, so that the last one is taken once */
export type SeatPools = {
  kind: 'named' | 'concurrent' | 'external' | 'solution:crm' | 'solution:projects'
  /** Seats held now; kept by triggers on seats, so that taking the last of 100,000 counts nothing */
  occupied: Generated<number>
  /** When the first seat above the packs was given under the rule grace; a new grace begins 90 days after the last one began */
  grace_began_at: Timestamp | null
}

/** Per kind: seats of the packs that are valid now (total), with those that ended within the grace (granted), and how many may be held at most (seat_limit) */
export type SeatTotals = {
  kind: string
  occupied: number
  total: number
  grace_began_at: Timestamp
  at_limit: string
  grace_days: number
  granted: number
  seat_limit: number
}

/** The ledger: who holds or held a seat, since when, until when */
export type Seats = {
  id: string
  kind: string
  user_id: string
  taken_at: Generated<Timestamp>
  freed_at: Timestamp | null
  /** signed_out, idle: a concurrent seat; left_group: a solution's seat; shared, privileged: the person went from a named seat to the concurrent ones, or back */
  free_reason: 'locked' | 'cancelled' | 'declined' | 'deleted' | 'signed_out' | 'idle' | 'left_group' | 'shared' | 'privileged' | null
  user_kind: Computed<string>
}

/** How people sign in: exactly one row. Read by every statement it binds; nothing of it is kept in a process */
export type SecuritySettings = {
  id: Generated<boolean>
  password_length: Generated<number>
  /** Upper and lower case, a digit and another sign are demanded */
  password_mixed: Generated<boolean>
  /** Words of the company no password may be made of, beside its name and the person's */
  password_blocked: Generated<string[]>
  /** null: passwords do not age */
  password_days: number | null
  /** Days between mails about an overdue password; null: one mail */
  password_reminder_days: number | null
  /** Whoever has an overdue password sets a new one before coming in */
  password_overdue_locks: Generated<boolean>
  /** Wrong passwords until sign-in pauses; 0: never */
  tries: Generated<number>
  /** After how long a wrong password is forgotten; 0: only a right one forgets it */
  tries_reset_minutes: Generated<number>
  /** How long sign-in pauses; 0: until an administrator lifts it (of the supervisor, 15 minutes) */
  pause_minutes: Generated<number>
  /** Whether employees may ask for a new password by mail; portals have a switch of their own */
  recovery: Generated<boolean>
  /** Second factor: none offered, chosen by each person, demanded of administrators, of everybody */
  factor_employees: Generated<'none' | 'chosen' | 'administrators' | 'everybody'>
  factor_external: Generated<'none' | 'chosen' | 'everybody'>
  /** Which can be set up; what a person has set up before stays good */
  factor_kinds: Generated<string[]>
  idle_minutes_employee: Generated<number>
  idle_minutes_portal: Generated<number>
  /** Sessions one person may have at once; null: any number */
  sessions_employee: number | null
  sessions_portal: number | null
  version: Generated<number>
  changed_at: Generated<Timestamp>
  changed_by: string | null
}

/** Who is signed in. Read at every request; only the SHA-256 of the cookie is stored */
export type Sessions = {
  id: string
  token_hash: Buffer
  user_id: string
  /** Whose cookie opens it; token: no cookie does, a program sends the secret with each request */
  side: 'employee' | 'portal' | 'token'
  created_at: Generated<Timestamp>
  last_seen_at: Generated<Timestamp>
  expires_at: Timestamp
  ended_at: Timestamp | null
  end_reason: 'signed_out' | 'locked' | 'password_changed' | 'ended_by_user' | 'ended_by_administrator' | 'seat_withdrawn' | 'expired' | null
  user_agent: Generated<string>
  address: Generated<string>
  /** When the person last proved who she is: at sign-in, and again when a dangerous operation asked. null: never, as for whatever no person signed in to; such a session never passes */
  proved_at: Timestamp | null
  /** Ties the side to the kind of the user: no employee session and no token for an outsider, whichever way in */
  user_kind: Computed<string>
}

/** Absences that run or begin within the days of notice: from when to when, for whoever sees the person */
export type ShownAbsences = {
  user_id: string
  starts_at: Timestamp
  ends_at: Timestamp
}

/** Failed tries, known accounts or not, counted per canonical e-mail and per source by every process alike. Swept after a day */
export type SignInAttempts = {
  id: Computed<number>
  account_key: string
  address: string
  at: Generated<Timestamp>
  /** From an address the person has signed in from lately: counted apart, so that an attacker elsewhere cannot keep her out (AT-116) */
  familiar: Generated<boolean>
  /** The try that began a pause; those before it are counted no more */
  pauses_until: Timestamp | null
}

/** Bytes of files in use, bytes of the plan (null: no limit), name of the plan */
export type StoragePlan = {
  used: number
  bytes: number
  plan: string
}

/** Bytes of all files, in parts: each connection of the database keeps its own, so that uploads do not wait for each other. Only the sum means something */
export type StorageUse = {
  shard: number
  bytes: number
}

/** Live grants that reach an absent person, or somebody below in the org chart, for whoever has her data rights */
export type SubstitutedGrants = {
  actor_id: string
  substitution_id: string
  absent_id: string
  grant_id: string
  resource_kind: string
  resource_id: string
  app_id: string
  rights: string[]
  narrowed_to: string
}

/** Whom the people below an absent head count as, for whoever has the head's data rights */
export type SubstitutedHeadPrincipals = {
  actor_id: string
  substitution_id: string
  principal_id: string
}

/** Whom an absent person counts as, for whoever has her data rights: never Administrators, Privileged users or the groups of solutions. The supervisor's role and All users are computed and not in user_principals */
export type SubstitutedPrincipals = {
  actor_id: string
  substitution_id: string
  absent_id: string
  principal_id: string
}

/** Which tasks go to somebody else than the main substitute: asked in order, the first that fits decides */
export type SubstitutionRules = {
  substitution_id: string
  /** Repeated from the substitution, so that nobody can be her own substitute in a rule either */
  absent_id: string
  position: number
  name: string
  process_id: string | null
  workspace_id: string | null
  /** FEEL over process, workspace, name, due and item; null: whatever else the rule names */
  condition: string | null
  substitute_id: string
  employee: Generated<'employee'>
}

/** For these moments, the substitute acts for the absent person. inform: nothing moves; reassign: new tasks go to the substitute; all_access: that, and the absent person's data rights, never administration */
export type Substitutions = {
  id: string
  type: 'inform' | 'reassign' | 'all_access'
  absent_id: string
  substitute_id: string | null
  /** Ties both to employees: nobody from outside substitutes or is substituted, whichever way in */
  employee: Generated<'employee'>
  starts_at: Timestamp
  /** The moment from which it is over: it ends by itself, in every statement that asks, not by a job */
  ends_at: Timestamp
  /** The zone its moments were entered in and are shown in */
  time_zone: Generated<string>
  /** Tasks the absent person has when it starts: none, those due within it, or all */
  move_tasks: Generated<'none' | 'due' | 'all'>
  /** At the end, open tasks that were taken over go back to the absent person */
  give_back: Generated<boolean>
  note: Generated<string>
  created_at: Generated<Timestamp>
  created_by: string | null
  /** When the tasks of the beginning had all been moved */
  moved_at: Timestamp | null
  /** When everything that its end asks for had been done */
  settled_at: Timestamp | null
  version: Generated<number>
}

/** Who may do a task. A group is one row: membership is looked up when somebody asks, so who left it can no more. The assignee is always among them */
export type TaskCandidates = {
  task_id: string
  principal_id: string
  /** Follows the task, so that lists of open work do not walk through all that was ever done */
  open: Generated<boolean>
  /** For whom this candidate stands in */
  for_user_id: string | null
  substitution_id: string | null
}

/** What happened to a task; "resolved" tells each step of how its executor was chosen */
export type TaskEvents = {
  id: string
  task_id: string
  at: Generated<Timestamp>
  actor_user_id: string | null
  kind: 'created' | 'resolved' | 'fell_back' | 'claimed' | 'released' | 'reassigned' | 'completed' | 'cancelled' | 'taken_over' | 'given_back'
  facts: Generated<unknown>
}

/** Who may work on an open task now: its assignee while still among its candidates, or, when nobody has claimed it, each candidate */
export type TaskWorkers = {
  task_id: string
  user_id: string
  principal_id: string
  holds: boolean
}

/** Work waiting for a person. ready: candidates may claim it; claimed: the assignee has it */
export type Tasks = {
  id: string
  name: string
  state: 'ready' | 'claimed' | 'completed' | 'cancelled'
  instance_id: string | null
  element_key: number | null
  element_id: string | null
  lane_id: string | null
  app_id: string | null
  item_id: string | null
  assignee_id: string | null
  /** The rule it was given out by, with what the engine worked out of it; asked again when its executor is */
  executor: unknown | null
  /** Users who must not do it: the initiator, or whoever did another task (four eyes) */
  excluded: Generated<string[]>
  form: Generated<unknown>
  buttons: Generated<unknown>
  due_at: Timestamp | null
  created_at: Generated<Timestamp>
  claimed_at: Timestamp | null
  ended_at: Timestamp | null
  ended_by: string | null
  outcome: string | null
  /** Why it went to the System supervisor: nobody was left by the lane's rule */
  fallback_reason: string | null
  version: Generated<number>
  /** For whom the assignee has, or had, it: the absent person whose task it is */
  for_user_id: string | null
  /** The substitution by which it left that person; its end brings it back */
  substitution_id: string | null
}

/** Pictures of the company on the employee side, readable by everybody, as the sign-in page shows them */
export type ThemeImages = {
  kind: 'logo' | 'sign_in_logo' | 'favicon'
  storage_key: string
  media_type: 'image/png' | 'image/jpeg' | 'image/webp'
  size: number
  width: number
  height: number
  sha256: Buffer
  changed_at: Generated<Timestamp>
}

/** Whose calendar is not the default one, and from which day: a planned change is a row of a later day */
export type UserCalendars = {
  user_id: string
  from_day: Timestamp
  calendar_id: string
}

/** Squares of the faces of employees, seen by whoever sees the person; nobody from outside has one */
export type UserPhotos = {
  user_id: string
  user_kind: Computed<string>
  storage_key: string
  media_type: 'image/png' | 'image/jpeg' | 'image/webp'
  size: number
  side: number
  sha256: Buffer
  changed_at: Generated<Timestamp>
}

/** Every place a user has in the org chart; exactly one of them is displayed: the chosen one, else a lead, a position, by name */
export type UserPositions = {
  user_id: string
  element_id: string
  kind: string
  name: string
  is_lead: boolean
  is_displayed: boolean
}

/** Closure: every principal a user counts as, herself included; kept by triggers in the transaction that changes a membership, and written by nothing else. Computed system groups are added by the view actor_principals */
export type UserPrincipals = {
  user_id: string
  principal_id: string
}

/** People with an account: employees and external users */
export type Users = {
  id: string
  kind: 'employee' | 'external'
  audience: Computed<string>
  /** employee: invited, active, locked, rejected, cancelled; external: not_registered, active, locked */
  status: 'invited' | 'not_registered' | 'active' | 'locked' | 'rejected' | 'cancelled'
  full_name: string
  email: string | null
  /** NFKC, lower case, no trailing dot: accounts are told apart by it */
  email_canonical: string | null
  /** Mobile */
  phone: string | null
  organization_id: string | null
  /** Argon2id in PHC form, parameters included */
  password_hash: string | null
  language: Generated<'en' | 'ru'>
  time_zone: Generated<string>
  /** Too many wrong passwords: the status stays active, sign-in waits until then or until an administrator clears it. 9999-12-31: only an administrator does */
  sign_in_paused_until: Timestamp | null
  created_at: Generated<Timestamp>
  created_by: string | null
  registered_at: Timestamp | null
  locked_at: Timestamp | null
  locked_by: string | null
  /** Deleted: found nowhere, login and seat free, memberships and positions ended. Status and name stay, for history and for restoring */
  deleted_at: Timestamp | null
  version: Generated<number>
  work_phone: string | null
  birth_date: Timestamp | null
  hire_date: Timestamp | null
  /** Where the account comes from: set_up the first visit, invited by hand, imported from a file, provider at the first sign-in through one, directory synchronized */
  source: Generated<'set_up' | 'invited' | 'imported' | 'provider' | 'directory'>
  /** Which of several positions is shown beside the name; one that is not held any more counts for nothing */
  displayed_position_id: string | null
  deleted_by: string | null
  /** When the password was chosen; hashing it anew with other parameters does not count */
  password_set_at: Generated<Timestamp>
  /** The last sign-in with a password that the rules of now would refuse; the person is told. null: none */
  password_below_rules_at: Timestamp | null
  /** Last mail about an overdue password */
  password_reminded_at: Timestamp | null
  /** What a directory keeps of this person, under the names of the contract: nobody changes it by hand */
  directory_fields: string[] | null
  /** null, here and in the two beside it: as the company writes */
  date_format: 'language' | 'iso' | 'dmy' | 'mdy' | null
  time_format: 'language' | 'h23' | 'h12' | null
  number_format: 'language' | 'comma_point' | 'point_comma' | 'space_comma' | null
}

/** Which groups of employees see a workspace or an app in menus and by its address. Says nothing about data */
export type Visibility = {
  resource_kind: 'workspace' | 'app'
  resource_id: string
  principal_id: string
  audience: Generated<'employees'>
}

/** Top sections that hold apps, pages and at most one portal */
export type Workspaces = {
  id: string
  code: string
  name: string
  description: Generated<string>
  icon: Generated<string>
  sort: Generated<number>
  created_at: Generated<Timestamp>
  created_by: string | null
  deleted_at: Timestamp | null
  version: Generated<number>
}

export type DB = {
  actor_grants: ActorGrants
  actor_principals: ActorPrincipals
  all_access_substitutions: AllAccessSubstitutions
  api_token_uses: ApiTokenUses
  api_tokens: ApiTokens
  apps: Apps
  audit_archives: AuditArchives
  audit_checks: AuditChecks
  audit_events: AuditEvents
  audit_exports: AuditExports
  audit_seals: AuditSeals
  batch_rows: BatchRows
  batches: Batches
  blobs_in_use: BlobsInUse
  calendar_exceptions: CalendarExceptions
  calendar_weekdays: CalendarWeekdays
  calendars: Calendars
  closure_changes: ClosureChanges
  company: Company
  company_theme: CompanyTheme
  confirmation_codes: ConfirmationCodes
  directories: Directories
  directory_entries: DirectoryEntries
  directory_group_entries: DirectoryGroupEntries
  directory_groups: DirectoryGroups
  directory_members: DirectoryMembers
  directory_people: DirectoryPeople
  directory_rows: DirectoryRows
  directory_runs: DirectoryRuns
  directory_sign_ins: DirectorySignIns
  element_instances: ElementInstances
  element_principals: ElementPrincipals
  email_changes: EmailChanges
  factors: Factors
  fields: Fields
  files: Files
  flow_tokens: FlowTokens
  folder_reach: FolderReach
  folders: Folders
  grants: Grants
  group_members: GroupMembers
  groups: Groups
  head_grants: HeadGrants
  head_principals: HeadPrincipals
  idempotency_keys: IdempotencyKeys
  identities: Identities
  incidents: Incidents
  invitations: Invitations
  item_access: ItemAccess
  item_changes: ItemChanges
  item_folders: ItemFolders
  license_packs: LicensePacks
  license_settings: LicenseSettings
  licensed_groups: LicensedGroups
  list_columns: ListColumns
  live_grants: LiveGrants
  mail_settings: MailSettings
  mail_texts: MailTexts
  mails: Mails
  memberships_of_deleted: MembershipsOfDeleted
  muted_mails: MutedMails
  open_proofs: OpenProofs
  open_task_candidates: OpenTaskCandidates
  org_chart_changes: OrgChartChanges
  org_chart_versions: OrgChartVersions
  org_draft_chart: OrgDraftChart
  org_draft_elements: OrgDraftElements
  org_draft_members: OrgDraftMembers
  org_draft_people: OrgDraftPeople
  org_drafts: OrgDrafts
  org_elements: OrgElements
  org_members: OrgMembers
  organizations: Organizations
  page_versions: PageVersions
  pages: Pages
  passkeys: Passkeys
  password_resets: PasswordResets
  pause_readers: PauseReaders
  portals: Portals
  principals: Principals
  process_events: ProcessEvents
  process_instances: ProcessInstances
  process_variables: ProcessVariables
  process_versions: ProcessVersions
  processes: Processes
  provider_portals: ProviderPortals
  provider_visits: ProviderVisits
  providers: Providers
  recovery_codes: RecoveryCodes
  rescues: Rescues
  seat_pools: SeatPools
  seat_totals: SeatTotals
  seats: Seats
  security_settings: SecuritySettings
  sessions: Sessions
  shown_absences: ShownAbsences
  sign_in_attempts: SignInAttempts
  storage_plan: StoragePlan
  storage_use: StorageUse
  substituted_grants: SubstitutedGrants
  substituted_head_principals: SubstitutedHeadPrincipals
  substituted_principals: SubstitutedPrincipals
  substitution_rules: SubstitutionRules
  substitutions: Substitutions
  task_candidates: TaskCandidates
  task_events: TaskEvents
  task_workers: TaskWorkers
  tasks: Tasks
  theme_images: ThemeImages
  user_calendars: UserCalendars
  user_photos: UserPhotos
  user_positions: UserPositions
  user_principals: UserPrincipals
  users: Users
  visibility: Visibility
  workspaces: Workspaces
}
