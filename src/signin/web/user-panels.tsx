import type { ReactNode } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import type { getUserApi } from '../../people/contract.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { sourceWords } from './user-columns.tsx'

type User = AnswerOf<typeof getUserApi>
type Shown = { user: User; administers: boolean }

const at = (moment: Date | null, by?: string | null): ReactNode =>
  moment && (
    <>
      <Moment at={moment} /> {by && `· ${by}`}
    </>
  )
/** A day has no time zone: noon is the same day everywhere but on some islands. */
const day = (text: string | null): ReactNode => text && <Moment at={`${text}T12:00:00Z`} dayOnly />

/** People of a directory or a provider, and whoever set Portico up, were never invited; others are not told the source. */
const isInvited = ({ source }: User): boolean => source === 'invited' || source === 'imported'

export function AccountPanel({ user, administers }: Shown) {
  const t = useText()
  return (
    <Panel title={t('Account')}>
      <PropertyList
        items={[
          { label: t('E-mail'), value: user.email },
          { label: t('Mobile'), value: user.phone },
          { label: t('Work phone'), value: user.workPhone },
          { label: t('Hire date'), value: day(user.hireDate) },
          user.birthDate !== null && { label: t('Birth date'), value: day(user.birthDate) },
          { label: t('Time zone'), value: user.timeZone },
          administers && { label: t('Source'), value: user.source && t(sourceWords[user.source]) },
          { label: isInvited(user) ? t('Invited') : t('Created'), value: at(user.createdAt, user.createdBy) },
          { label: t('Registered'), value: at(user.registeredAt) },
          administers && {
            label: t('Last sign-in'),
            value: user.lastSignInAt ? <RelativeTime at={user.lastSignInAt} /> : t('Never'),
          },
          user.lockedAt !== null && { label: t('Locked'), value: at(user.lockedAt, user.lockedBy) },
          administers && {
            label: t('Seat'),
            value: user.seat ? <TextLink href={links.licenses()}>{t('One named seat')}</TextLink> : t('None'),
          },
        ]}
      />
    </Panel>
  )
}

function Groups({ user }: { user: User }) {
  const t = useText()
  if (user.groups.length === 0) return t('None')
  return (
    <Stack gap="xs">
      {user.groups.map((group) => (
        <div key={group.id}>
          <TextLink href={links.group({ group: group.id })}>{t(group.name)}</TextLink>
          {group.through.length > 0 && (
            <Text small quiet>
              {t('through {{path}}', { path: group.through.join(' / ') })}
            </Text>
          )}
        </div>
      ))}
    </Stack>
  )
}

export function BelongsPanel({ user, administers }: Shown) {
  const t = useText()
  return (
    <Panel title={t('Belongs to')} description={t('Through groups and places in the org chart come rights and tasks.')}>
      <PropertyList
        items={[
          administers && { label: t('Groups'), value: <Groups user={user} /> },
          {
            label: t('Org chart'),
            value:
              user.positions.length === 0
                ? t('No place')
                : user.positions
                    .map(({ id, name }) =>
                      user.positions.length > 1 && id === user.position?.id ? `${name} (${t('displayed')})` : name,
                    )
                    .join(', '),
          },
        ]}
      />
    </Panel>
  )
}
