import { links } from '../../base/employee-links.ts'
import type { Translate } from '../../ui/language.ts'

/** One thing that can be set or looked up in Administration, and the words somebody may look for it by. */
export type Setting = { label: string; place: string; href: string; also: string }

/**
 * Everything there is to set, for the search of the overview. `also` holds other words for it in both languages, so that
 * it is found whichever language a person thinks in. A new setting is one line here.
 */
export const settingsOf = (t: Translate): Setting[] => [...ofPeople(t), ...ofTheCompany(t), ...ofTheSystem(t)]

const ofPeople = (t: Translate): Setting[] => [
  {
    label: t('Invite an employee'),
    place: t('Users'),
    href: links.users(),
    also: 'add user account new пригласить сотрудник пользователь добавить',
  },
  {
    label: t('Lock or delete a user'),
    place: t('Users'),
    href: links.users(),
    also: 'block dismiss fire deactivate заблокировать уволить удалить',
  },
  {
    label: t('Import users from a table'),
    place: t('Users'),
    href: links.userBatches(),
    also: 'csv xlsx excel bulk импорт таблица',
  },
  {
    label: t('Import from Active Directory or LDAP'),
    place: t('Directories'),
    href: links.newDirectory(),
    also: 'ad openldap freeipa sync sign-in каталог импорт синхронизация вход служба',
  },
  {
    label: t('Sign in with another account'),
    place: t('Sign-in providers'),
    href: links.newProvider(),
    also: 'openid connect oidc oauth saml sso single sign-on keycloak entra google provider служба входа единый вход провайдер',
  },
  {
    label: t('Administrators'),
    place: t('Groups'),
    href: links.groups({}, { place: 'system' }),
    also: 'admin rights админ права администратор',
  },
  {
    label: t('Hand the supervisor’s role over'),
    place: t('Groups'),
    href: links.handOver(),
    also: 'owner supervisor владелец супервизор передать',
  },
  {
    label: t('Org chart'),
    place: t('People'),
    href: links.orgChartEditor(),
    also: 'department position head structure отдел должность руководитель структура',
  },
  {
    label: t('Substitutions'),
    place: t('People'),
    href: links.substitutions(),
    also: 'vacation absence deputy отпуск замещение заместитель',
  },
  {
    label: t('External users'),
    place: t('System apps'),
    href: links.externalUsers(),
    also: 'customer partner client guest клиент партнёр внешний',
  },
]

const ofTheCompany = (t: Translate): Setting[] => [
  {
    label: t('Processes'),
    place: t('Processes'),
    href: links.processes(),
    also: 'bpmn workflow diagram бизнес процесс схема',
  },
  { label: t('Incidents'), place: t('Processes'), href: links.incidents(), also: 'error failure stuck ошибка сбой' },
  {
    label: t('Seats and license keys'),
    place: t('Licenses'),
    href: links.licenses(),
    also: 'license key plan storage лицензия ключ места хранилище',
  },
  {
    label: t('Name of the company'),
    place: t('Company settings'),
    href: links.companySettings(),
    also: 'title organisation название фирма',
  },
  {
    label: t('Language and time zone'),
    place: t('Company settings'),
    href: links.companySettings(),
    also: 'locale язык часовой пояс',
  },
  {
    label: t('Formats of dates and numbers'),
    place: t('Company settings'),
    href: links.companySettings(),
    also: 'date time number week phone формат дата время число неделя телефон',
  },
  {
    label: t('Links in the menu of the account'),
    place: t('Company settings'),
    href: links.companySettings(),
    also: 'help url ссылка помощь',
  },
  {
    label: t('Colour, logo and icon'),
    place: t('Theme'),
    href: links.theme(),
    also: 'brand favicon dark light look бренд логотип цвет тема значок',
  },
]

const ofTheSystem = (t: Translate): Setting[] => [
  {
    label: t('Mail server and sender'),
    place: t('Mail settings'),
    href: links.mailSettings(),
    also: 'smtp email tls reply почта сервер отправитель',
  },
  {
    label: t('Template of mails'),
    place: t('Mail settings'),
    href: links.mailSettings({}, { tab: 'template' }),
    also: 'html letter шаблон письмо',
  },
  {
    label: t('Words of mails'),
    place: t('Mail'),
    href: links.mailTexts(),
    also: 'subject text template language тема текст шаблон язык',
  },
  {
    label: t('Mails that failed'),
    place: t('Mail'),
    href: links.mail({}, { state: 'failed' }),
    also: 'outbox resend исходящие отправить повторно',
  },
  {
    label: t('Kinds of files that may be uploaded'),
    place: t('Files'),
    href: links.uploads(),
    also: 'upload extension attachment загрузка расширение вложение',
  },
  {
    label: t('Who did what'),
    place: t('Audit'),
    href: links.audit(),
    also: 'log history security журнал история безопасность аудит',
  },
  {
    label: t('Refused tries'),
    place: t('Audit'),
    href: links.audit({}, { outcome: 'refused' }),
    also: 'denied forbidden failed отказ запрет',
  },
  {
    label: t('Auditors and archives'),
    place: t('Audit settings'),
    href: links.auditSettings(),
    also: 'retention keep seal chain хранение архив печать аудитор',
  },
  { label: t('API'), place: t('System settings'), href: links.api(), also: 'openapi rest integration интеграция' },
]
