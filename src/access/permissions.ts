import type {
  AppId,
  FileId,
  FolderId,
  GroupId,
  ItemId,
  OrganizationId,
  PageId,
  PortalId,
  ProcessId,
  ProcessInstanceId,
  SubstitutionId,
  TaskId,
  UserId,
  WorkspaceId,
} from '../base/ids.ts'

/** Everything a permission can be asked of. An item is named with its app, because each app is a table of its own. */
export type Resource =
  | { kind: 'door' }
  | { kind: 'company' }
  | { kind: 'storage' }
  | { kind: 'org_chart' }
  | { kind: 'user'; id: UserId }
  | { kind: 'organization'; id: OrganizationId }
  | { kind: 'group'; id: GroupId }
  | { kind: 'workspace'; id: WorkspaceId }
  | { kind: 'app'; id: AppId }
  | { kind: 'folder'; id: FolderId }
  | { kind: 'item'; id: ItemId; app: AppId }
  | { kind: 'file'; id: FileId }
  | { kind: 'portal'; id: PortalId }
  | { kind: 'page'; id: PageId }
  | { kind: 'process'; id: ProcessId }
  | { kind: 'instance'; id: ProcessInstanceId }
  | { kind: 'task'; id: TaskId }
  | { kind: 'substitution'; id: SubstitutionId }

export type ResourceKind = Resource['kind']

/**
 * Every permission an operation can ask for, and the kind of thing it is asked of. `<kind>.view` is special: without
 * it any other permission of that kind is answered with "not found" (access.md rule 5).
 * A permission without a rule in `rules/` does not compile.
 */
export const permissions = {
  /** Doors stand open to anybody: set-up, sign-in, invitations. What lies behind checks for itself. */
  'door.view': 'door',
  'door.knock': 'door',

  'company.view': 'company',
  'company.administer': 'company',
  'company.supervise': 'company',
  /** Letting a supervisor in who has no factor left: by the command line on the server alone. */
  'company.rescue': 'company',
  /** API tokens by the command line on the server alone. */
  'company.issue_tokens': 'company',
  /** Reading the audit: administrators, and the group named for it. */
  'company.audit': 'company',

  /** Leaving a file of one's own, to be used in an item later. */
  'storage.view': 'storage',
  'storage.put': 'storage',

  'user.view': 'user',
  'user.act_as_self': 'user',
  'user.manage': 'user',
  /** What decides whether an account comes in: locking, deleting, its factors, its e-mail address. */
  'user.control': 'user',
  'user.plan_absence': 'user',
  /** Letting a substitute have all data rights of the absent person. */
  'user.lend_access': 'user',
  'organization.view': 'organization',
  'organization.manage': 'organization',

  /** There is one chart; its draft is seen by whoever may edit it. */
  'org_chart.view': 'org_chart',
  'org_chart.edit': 'org_chart',

  'group.view': 'group',
  'group.edit': 'group',
  'group.delete': 'group',
  'group.edit_members': 'group',
  /** Everything that names it, in whichever workspace. */
  'group.list_uses': 'group',

  'workspace.view': 'workspace',
  'workspace.configure': 'workspace',
  /** What stays with those who administer the company: who administers the workspace, its portal, its end. */
  'workspace.manage': 'workspace',

  'app.view': 'app',
  'app.open_page': 'app',
  'app.configure': 'app',
  /** Who reaches its data. */
  'app.manage': 'app',
  'item.create': 'app',
  /** A folder of an app: seeing it, making items in it, changing the tree below it, saying whose it is. */
  'folder.view': 'folder',
  'folder.create_item': 'folder',
  'folder.edit': 'folder',
  'folder.assign': 'folder',
  'item.view': 'item',
  'item.edit': 'item',
  'item.delete': 'item',
  /** Giving others rights on one item, never more than one holds. */
  'item.assign': 'item',
  'item.manage_processes': 'item',
  'file.view': 'file',

  'portal.view': 'portal',
  'portal.configure': 'portal',
  /** Opening and closing it. */
  'portal.manage': 'portal',
  'portal.admit': 'portal',
  'page.view': 'page',
  'page.configure': 'page',
  /** Publishing gives people from outside what the page shows. */
  'page.publish': 'page',

  'process.view': 'process',
  'process.configure': 'process',
  'process.start': 'process',
  'instance.view': 'instance',
  'instance.manage': 'instance',
  'task.view': 'task',
  'task.read_form': 'task',
  'task.claim': 'task',
  'task.work': 'task',
  'task.manage': 'task',
  'substitution.view': 'substitution',
  'substitution.change': 'substitution',
  /** Moving tasks at its moments, by the system alone. */
  'substitution.carry_out': 'substitution',
} as const satisfies Record<string, ResourceKind>

/** Whom a refusal sends to, where it is not an administrator; they alone hold these. */
export const decidedBy: Partial<Record<keyof typeof permissions, string>> = {
  'company.supervise': 'the System supervisor',
  'user.control': 'an administrator, and for an account that administers the System supervisor',
}

export type Permission = keyof typeof permissions
export type ResourceOf<P extends Permission> = Extract<Resource, { kind: (typeof permissions)[P] }>
export type PermissionOn<K extends ResourceKind> = {
  [P in Permission]: (typeof permissions)[P] extends K ? P : never
}[Permission]
