import {
  IconAddressBook,
  IconApi,
  IconBuilding,
  IconBeach,
  IconCalendarTime,
  IconCertificate,
  IconFiles,
  IconHistory,
  IconHome,
  IconKey,
  IconLayoutGrid,
  IconMail,
  IconPalette,
  IconShieldLock,
  IconUser,
  IconSitemap,
  IconUserCheck,
  IconUserShield,
  IconUsersGroup,
} from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import type { Translate } from '../../ui/language.ts'
import type { NavigationSection } from '../../ui/navigation.ts'

/**
 * The pages of Administration, by what an administrator comes for. A new page is one line here; the navigation, the
 * command palette and the cards of the overview show it.
 */
export const administrationSections = (t: Translate): NavigationSection[] => [
  {
    key: 'administration',
    title: t('Administration'),
    items: [{ label: t('Overview'), href: links.administration(), icon: IconHome }],
  },
  {
    key: 'administration-people',
    title: t('People'),
    items: [
      { label: t('Users'), href: links.users(), also: [links.userBatches()], icon: IconUser },
      { label: t('Active users'), href: links.activeUsers(), icon: IconUserCheck },
      {
        label: t('Directories'),
        href: links.directories(),
        also: ['/administration/directory-runs'],
        icon: IconAddressBook,
      },
      { label: t('Sign-in providers'), href: links.providers(), icon: IconUserShield },
      { label: t('Groups'), href: links.groups(), icon: IconUsersGroup },
      { label: t('Org chart'), href: links.orgChartEditor(), icon: IconSitemap },
      { label: t('Substitutions'), href: links.substitutions(), icon: IconBeach },
    ],
  },
  {
    key: 'administration-processes',
    title: t('Processes'),
    items: [
      {
        label: t('Processes'),
        href: links.processes(),
        also: ['/administration/process-instances', links.incidents()],
        icon: IconLayoutGrid,
      },
      { label: t('Business calendars'), href: links.calendars(), icon: IconCalendarTime },
    ],
  },
  {
    key: 'administration-system',
    title: t('System settings'),
    items: [
      { label: t('Security settings'), href: links.security(), icon: IconShieldLock },
      { label: t('Licenses'), href: links.licenses(), icon: IconCertificate },
      { label: t('Company settings'), href: links.companySettings(), icon: IconBuilding },
      { label: t('Theme'), href: links.theme(), icon: IconPalette },
      { label: t('API tokens'), href: links.tokens(), icon: IconKey },
      { label: t('Mail'), href: links.mail(), also: [links.mailSettings(), links.mailTexts()], icon: IconMail },
      { label: t('Files'), href: links.uploads(), icon: IconFiles },
      { label: t('Audit'), href: links.audit(), also: [links.auditSettings()], icon: IconHistory },
      { label: t('API'), href: links.api(), icon: IconApi },
    ],
  },
]
