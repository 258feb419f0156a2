import type { UserShape } from '../../people/contract.ts'
import { photoAddress } from '../../people/web/photo-address.ts'
import { UserStatus } from '../../people/web/user-status.tsx'
import { Person } from '../../ui/avatar.tsx'
import type { Column } from '../../ui/column.ts'
import type { Translate } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Roles } from './roles.tsx'

export const sourceWords = {
  set_up: 'The first visit',
  invited: 'Invited by hand',
  imported: 'Imported from a file',
  provider: 'Signed in through a provider',
  directory: 'Directory',
} as const

const dash = <Text quiet>—</Text>
const words = (value: string | null) => value ?? dash
const moment = (at: Date | null) => (at ? <RelativeTime at={at} /> : dash)
const day = (text: string | null) => (text ? <Moment at={`${text}T12:00:00Z`} dayOnly /> : dash)

/** Every column there is; the keys are those of the contract (columnLists), by which the choice is kept. */
export const userColumns = (t: Translate, administers: boolean): Column<UserShape>[] => [
  {
    key: 'name',
    title: t('Full name'),
    sortable: true,
    show: (user) => <Person name={user.fullName} note={user.email} src={photoAddress(user)} />,
  },
  {
    key: 'status',
    title: t('Status'),
    width: 240,
    show: (user) => (
      <Row gap="xs">
        {user.deletedAt ? <StatusBadge tone="bad">{t('Deleted')}</StatusBadge> : <UserStatus status={user.status} />}
        <Roles user={user} />
        {user.signInPausedUntil && <StatusBadge tone="warning">{t('Sign-in paused')}</StatusBadge>}
      </Row>
    ),
  },
  { key: 'position', title: t('Position'), show: ({ position }) => words(position?.name ?? null) },
  { key: 'email', title: t('E-mail'), sortable: true, startsHidden: true, show: ({ email }) => words(email) },
  { key: 'phone', title: t('Mobile'), startsHidden: true, show: ({ phone }) => words(phone) },
  { key: 'workPhone', title: t('Work phone'), startsHidden: true, show: ({ workPhone }) => words(workPhone) },
  { key: 'hired', title: t('Hire date'), sortable: true, startsHidden: true, show: ({ hireDate }) => day(hireDate) },
  {
    key: 'registered',
    title: t('In since'),
    width: 150,
    sortable: true,
    desktopOnly: true,
    show: ({ registeredAt }) => moment(registeredAt),
  },
  {
    key: 'created',
    title: t('Created'),
    sortable: true,
    startsHidden: true,
    show: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  ...(administers ? managedColumns(t) : []),
]

/** What only administrators are told. */
const managedColumns = (t: Translate): Column<UserShape>[] => [
  { key: 'birthDate', title: t('Birth date'), startsHidden: true, show: ({ birthDate }) => day(birthDate) },
  { key: 'lastSignIn', title: t('Last sign-in'), startsHidden: true, show: (user) => moment(user.lastSignInAt) },
  {
    key: 'source',
    title: t('Source'),
    startsHidden: true,
    show: ({ source }) => words(source && t(sourceWords[source])),
  },
  { key: 'seat', title: t('Seat'), startsHidden: true, show: ({ seat }) => (seat ? t('Named') : dash) },
]
