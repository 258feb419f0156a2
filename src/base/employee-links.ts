import { link } from './links.ts'

/**
 * The one list of addresses on the employee side. Screens and mails write addresses only with it, and the routes of
 * the employee side (`main/web/routes.tsx`) are keyed by it, so an address that leads nowhere does not compile.
 */
export const links = {
  home: link('/', 'Home'),
  signIn: link('/sign-in', 'Sign in'),
  setUp: link('/set-up', 'Set up Portico'),
  acceptInvitation: link('/invitation/:token', 'Accept the invitation'),
  forgotPassword: link('/forgot-password', 'Forgotten password'),
  resetPassword: link('/reset-password/:token', 'New password'),

  myTasks: link('/tasks', 'My tasks'),
  task: link('/tasks/:task', 'Task'),
  profile: link('/profile', 'Profile'),

  workspace: link('/workspaces/:workspace', 'Workspace'),
  newWorkspace: link('/new-workspace', 'New workspace'),
  app: link('/workspaces/:workspace/apps/:app', 'App'),
  appSettings: link('/workspaces/:workspace/apps/:app/settings', 'App settings'),
  item: link('/workspaces/:workspace/apps/:app/items/:item', 'Item'),
  workspaceProcesses: link('/workspaces/:workspace/processes', 'Processes'),
  portal: link('/workspaces/:workspace/portal', 'Portal'),
  portalPage: link('/workspaces/:workspace/portal/pages/:page', 'Portal page'),

  externalUsers: link('/external-users', 'External users'),
  externalUser: link('/external-users/:user', 'External user'),
  organizations: link('/organizations', 'Organizations'),
  organization: link('/organizations/:organization', 'Organization'),

  orgChart: link('/org-chart', 'Structure'),
  companyPeople: link('/company/people', 'People'),
  myDepartment: link('/company/my-department', 'My department'),
  birthdays: link('/company/birthdays', 'Birthdays'),
  absences: link('/absences', 'Absences'),
  orgChartEditor: link('/administration/org-chart', 'Org chart'),

  administration: link('/administration', 'Administration'),
  users: link('/administration/users', 'Users'),
  user: link('/administration/users/:user', 'User'),
  calendars: link('/administration/calendars', 'Business calendars'),
  calendar: link('/administration/calendars/:calendar', 'Business calendar'),
  substitutions: link('/administration/substitutions', 'Substitutions'),
  activeUsers: link('/administration/active-users', 'Active users'),
  userBatches: link('/administration/user-batches', 'Batches and imports'),
  userBatch: link('/administration/user-batches/:batch', 'Batch'),
  groups: link('/administration/groups', 'Groups'),
  group: link('/administration/groups/:group', 'Group'),
  handOver: link('/administration/groups/supervisor', 'Hand over the role of the System supervisor'),
  licenses: link('/administration/licenses', 'Licenses'),
  processes: link('/administration/processes', 'Processes'),
  process: link('/administration/processes/:process', 'Process'),
  processModeler: link('/administration/processes/:process/modeler', 'Modeler'),
  processInstance: link('/administration/process-instances/:instance', 'Process instance'),
  incidents: link('/administration/incidents', 'Incidents'),
  tokens: link('/administration/tokens', 'API tokens'),
  mail: link('/administration/mail', 'Mail'),
  mailMessage: link('/administration/mail/:mail', 'Message'),
  companySettings: link('/administration/company', 'Company settings'),
  theme: link('/administration/theme', 'Theme'),
  mailSettings: link('/administration/mail-settings', 'Mail settings'),
  security: link('/administration/security', 'Security settings'),
  audit: link('/administration/audit', 'Audit'),
  auditSettings: link('/administration/audit-settings', 'Audit settings'),
  uploads: link('/administration/files', 'Files'),
  api: link('/administration/api', 'API'),
}
