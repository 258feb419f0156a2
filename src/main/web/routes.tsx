import { links } from '../../base/employee-links.ts'
import { makeRouter, page, type PageRoute } from '../../ui/routes.tsx'
import { Shell } from './shell.tsx'

/**
 * Every page of the employee side. To add one: its address into `base/employee-links.ts`, one line here, and, when it
 * belongs into the navigation, one line in `navigation.ts`. Each line's code is fetched when somebody goes there:
 *
 *     page(links.group, () => import('../../groups/web/group-page.tsx').then((file) => file.GroupPage)),
 */
const framed: readonly PageRoute[] = [
  page(links.myTasks, () => import('../../tasks/web/my-tasks-page.tsx').then((file) => file.MyTasksPage)),
  page(links.task, () => import('../../tasks/web/task-page.tsx').then((file) => file.TaskPage)),
  page(links.profile, () => import('../../signin/web/profile-page.tsx').then((file) => file.ProfilePage)),
  page(links.newWorkspace, () =>
    import('../../workspaces/web/new-workspace-page.tsx').then((file) => file.NewWorkspacePage),
  ),
  page(links.workspaceAdministrators, () =>
    import('../../workspaces/web/workspace-administrators-page.tsx').then((file) => file.WorkspaceAdministratorsPage),
  ),
  page(links.workspace, () => import('../../apps/web/workspace-page.tsx').then((file) => file.WorkspacePage)),
  page(links.app, () => import('../../apps/web/app-page.tsx').then((file) => file.AppPage)),
  page(links.appSettings, () => import('../../apps/web/app-settings-page.tsx').then((file) => file.AppSettingsPage)),
  page(links.appRights, () => import('../../grants/web/app-rights-page.tsx').then((file) => file.AppRightsPage)),
  page(links.folderRights, () =>
    import('../../grants/web/folder-rights-page.tsx').then((file) => file.FolderRightsPage),
  ),
  page(links.itemRights, () => import('../../grants/web/item-rights-page.tsx').then((file) => file.ItemRightsPage)),
  page(links.item, () => import('../../apps/web/item-page.tsx').then((file) => file.ItemPage)),
  page(links.portal, () => import('../../portals/web/portal-page.tsx').then((file) => file.PortalPage)),
  page(links.portalPage, () => import('../../portals/web/page-builder-page.tsx').then((file) => file.PageBuilderPage)),
  page(links.externalUsers, () =>
    import('../../people/web/external-users-page.tsx').then((file) => file.ExternalUsersPage),
  ),
  page(links.externalUser, () =>
    import('../../signin/web/external-user-page.tsx').then((file) => file.ExternalUserPage),
  ),
  page(links.organizations, () =>
    import('../../people/web/organizations-page.tsx').then((file) => file.OrganizationsPage),
  ),
  page(links.absences, () => import('../../tasks/web/absences-page.tsx').then((file) => file.AbsencesPage)),
  page(links.calendars, () => import('../../calendars/web/calendars-page.tsx').then((file) => file.CalendarsPage)),
  page(links.calendar, () => import('../../calendars/web/calendar-page.tsx').then((file) => file.CalendarPage)),
  page(links.substitutions, () =>
    import('../../tasks/web/substitutions-page.tsx').then((file) => file.SubstitutionsPage),
  ),
  page(links.orgChart, () => import('../../orgchart/web/org-chart-page.tsx').then((file) => file.OrgChartPage)),
  page(links.companyPeople, () =>
    import('../../orgchart/web/company-people-page.tsx').then((file) => file.CompanyPeoplePage),
  ),
  page(links.myDepartment, () =>
    import('../../orgchart/web/my-department-page.tsx').then((file) => file.MyDepartmentPage),
  ),
  page(links.birthdays, () => import('../../orgchart/web/birthdays-page.tsx').then((file) => file.BirthdaysPage)),
  page(links.orgChartEditor, () =>
    import('../../orgchart/web/org-chart-editor-page.tsx').then((file) => file.OrgChartEditorPage),
  ),
  page(links.administration, () => import('./administration-page.tsx').then((file) => file.AdministrationPage)),
  page(links.users, () => import('../../signin/web/users-page.tsx').then((file) => file.UsersPage)),
  page(links.user, () => import('../../signin/web/user-page.tsx').then((file) => file.UserPage)),
  page(links.activeUsers, () => import('../../signin/web/active-users-page.tsx').then((file) => file.ActiveUsersPage)),
  page(links.userBatches, () => import('../../signin/web/batches-page.tsx').then((file) => file.BatchesPage)),
  page(links.userBatch, () => import('../../signin/web/batch-page.tsx').then((file) => file.BatchPage)),
  page(links.directories, () =>
    import('../../directories/web/directories-page.tsx').then((file) => file.DirectoriesPage),
  ),
  page(links.newDirectory, () =>
    import('../../directories/web/new-directory-page.tsx').then((file) => file.NewDirectoryPage),
  ),
  page(links.directory, () => import('../../directories/web/directory-page.tsx').then((file) => file.DirectoryPage)),
  page(links.directoryRun, () => import('../../directories/web/run-page.tsx').then((file) => file.DirectoryRunPage)),
  page(links.providers, () => import('../../providers/web/providers-page.tsx').then((file) => file.ProvidersPage)),
  page(links.newProvider, () =>
    import('../../providers/web/new-provider-page.tsx').then((file) => file.NewProviderPage),
  ),
  page(links.provider, () => import('../../providers/web/provider-page.tsx').then((file) => file.ProviderPage)),
  page(links.groups, () => import('../../groups/web/groups-page.tsx').then((file) => file.GroupsPage)),
  page(links.group, () => import('../../groups/web/group-page.tsx').then((file) => file.GroupPage)),
  page(links.handOver, () => import('../../signin/web/hand-over-page.tsx').then((file) => file.HandOverPage)),
  page(links.licenses, () => import('../../licensing/web/licenses-page.tsx').then((file) => file.LicensesPage)),
  page(links.tokens, () => import('../../signin/web/tokens-page.tsx').then((file) => file.TokensPage)),
  page(links.workspaceProcesses, () =>
    import('../../processes/web/workspace-processes-page.tsx').then((file) => file.WorkspaceProcessesPage),
  ),
  page(links.processes, () => import('../../processes/web/processes-page.tsx').then((file) => file.ProcessesPage)),
  page(links.process, () => import('../../processes/web/process-page.tsx').then((file) => file.ProcessPage)),
  page(links.processModeler, () => import('../../processes/web/modeler-page.tsx').then((file) => file.ModelerPage)),
  page(links.processInstance, () => import('../../processes/web/instance-page.tsx').then((file) => file.InstancePage)),
  page(links.incidents, () => import('../../processes/web/incidents-page.tsx').then((file) => file.IncidentsPage)),
  page(links.mail, () => import('../../notices/web/mail-list-page.tsx').then((file) => file.MailListPage)),
  page(links.mailMessage, () => import('../../notices/web/mail-page.tsx').then((file) => file.MailPage)),
  page(links.companySettings, () =>
    import('../../company/web/company-settings-page.tsx').then((file) => file.CompanySettingsPage),
  ),
  page(links.theme, () => import('../../company/web/theme-page.tsx').then((file) => file.ThemePage)),
  page(links.mailSettings, () =>
    import('../../notices/web/mail-settings-page.tsx').then((file) => file.MailSettingsPage),
  ),
  page(links.mailTexts, () => import('../../notices/web/mail-texts-page.tsx').then((file) => file.MailTextsPage)),
  page(links.auditSettings, () =>
    import('../../audit/web/audit-settings-page.tsx').then((file) => file.AuditSettingsPage),
  ),
  page(links.uploads, () => import('../../files/web/upload-settings-page.tsx').then((file) => file.UploadSettingsPage)),
  page(links.security, () => import('../../signin/web/security-page.tsx').then((file) => file.SecurityPage)),
  page(links.audit, () => import('../../audit/web/audit-page.tsx').then((file) => file.AuditPage)),
]

/** Pages without the frame: nobody is signed in yet. */
const bare: readonly PageRoute[] = [
  page(links.setUp, () => import('../../signin/web/set-up-page.tsx').then((file) => file.SetUpPage)),
  page(links.signIn, () => import('../../signin/web/sign-in-page.tsx').then((file) => file.SignInPage)),
  page(links.signInBy, () => import('../../signin/web/sign-in-by-page.tsx').then((file) => file.SignInByPage)),
  page(links.forgotPassword, () =>
    import('../../signin/web/forgotten-password-page.tsx').then((file) => file.ForgottenPasswordPage),
  ),
  page(links.resetPassword, () =>
    import('../../signin/web/new-password-page.tsx').then((file) => file.NewPasswordPage),
  ),
  page(links.confirmEmail, () =>
    import('../../signin/web/settle-email-page.tsx').then((file) => file.ConfirmEmailPage),
  ),
  page(links.rescue, () => import('../../signin/web/rescue-page.tsx').then((file) => file.RescuePage)),
  page(links.undoEmail, () => import('../../signin/web/settle-email-page.tsx').then((file) => file.UndoEmailPage)),
  page(links.acceptInvitation, () =>
    import('../../signin/web/employee-invitation-page.tsx').then((file) => file.EmployeeInvitationPage),
  ),
]

export const router = makeRouter({
  framed,
  bare,
  frame: Shell,
  redirects: { [links.home.path]: links.myTasks() },
  home: links.myTasks(),
})
