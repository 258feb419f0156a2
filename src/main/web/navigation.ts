import {
  IconAddressBook,
  IconBeach,
  IconBriefcase,
  IconCake,
  IconChecklist,
  IconFolder,
  IconHistory,
  IconRoute,
  IconSitemap,
  IconTable,
  IconUsers,
  IconUserShare,
  IconWorld,
} from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import type { MeShape } from '../../people/contract.ts'
import type { Translate } from '../../ui/language.ts'
import type { NavigationItem, NavigationSection } from '../../ui/navigation.ts'
import type { WorkspaceShape } from '../../workspaces/contract.ts'
import { administrationSections } from './administration-sections.ts'

type NavigationOf = { me: MeShape; workspaces: readonly WorkspaceShape[]; openTasks: number }

function workspaceItem(workspace: WorkspaceShape, t: Translate): NavigationItem {
  const apps = workspace.apps.map(({ id, name }) => ({
    label: name,
    href: links.app({ workspace: workspace.id, app: id }),
    icon: IconTable,
  }))
  // Whoever can enable it finds it here before it is there.
  const portal =
    workspace.portal || workspace.can.configure
      ? [{ label: t('Portal'), href: links.portal({ workspace: workspace.id }), icon: IconWorld }]
      : []
  return {
    label: workspace.name,
    href: links.workspace({ workspace: workspace.id }),
    icon: IconBriefcase,
    items: [
      ...apps,
      { label: t('Processes'), href: links.workspaceProcesses({ workspace: workspace.id }), icon: IconRoute },
      ...portal,
    ],
  }
}

/** The left side of the employee side: only what this person may see. */
export function navigationOf({ me, workspaces, openTasks }: NavigationOf, t: Translate): NavigationSection[] {
  const sections: (NavigationSection | false)[] = [
    {
      key: 'mine',
      items: [{ label: t('My tasks'), href: links.myTasks(), icon: IconChecklist, count: openTasks }],
    },
    (workspaces.length > 0 || me.isAdministrator) && {
      key: 'workspaces',
      title: t('Workspaces'),
      items: workspaces.map((workspace) => workspaceItem(workspace, t)),
      ...(me.isAdministrator && { action: { label: t('New workspace'), href: links.newWorkspace() } }),
    },
    me.isAdministrator && {
      key: 'system',
      title: t('System apps'),
      items: [
        { label: t('External users'), href: links.externalUsers(), icon: IconUserShare },
        { label: t('Organizations'), href: links.organizations(), icon: IconFolder },
      ],
    },
    {
      key: 'company',
      title: t('Company'),
      items: [
        { label: t('People'), href: links.companyPeople(), icon: IconAddressBook },
        { label: t('Structure'), href: links.orgChart(), icon: IconSitemap },
        { label: t('My department'), href: links.myDepartment(), icon: IconUsers },
        { label: t('Birthdays'), href: links.birthdays(), icon: IconCake },
        { label: t('Absences'), href: links.absences(), icon: IconBeach },
      ],
    },
    ...(me.isAdministrator ? administrationSections(t) : []),
    !me.isAdministrator &&
      me.readsAudit && {
        key: 'audit',
        title: t('Administration'),
        items: [{ label: t('Audit'), href: links.audit(), icon: IconHistory }],
      },
  ]
  return sections.filter((section) => section !== false)
}
