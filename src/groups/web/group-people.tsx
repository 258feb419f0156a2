import { IconUsersGroup } from '@tabler/icons-react'
import { DataList } from '../../ui/data-list.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { RowOf } from '../../ui/queries.ts'
import { type GroupShape, listGroupPeopleApi } from '../contract.ts'
import { memberHref } from './member-name.tsx'

type Person = RowOf<typeof listGroupPeopleApi>

/** The shortest way by which somebody is in it: the places between the person and this group. */
function Way({ person, group }: { person: Person; group: GroupShape }) {
  const t = useText()
  if (group.membership === 'computed' && group.scope === 'system')
    return <Text quiet>{t('Kept by Portico itself')}</Text>
  if (person.path.length === 0) return <Text quiet>{t('Directly')}</Text>
  return (
    <Text>
      {person.path.map((step, at) => (
        <span key={step.id}>
          {at > 0 && ' → '}
          <TextLink href={memberHref(step as never, group.audience)} quiet>
            {step.name}
          </TextLink>
        </span>
      ))}
    </Text>
  )
}

/** Everybody who counts as a member, with the way that makes it so. */
export function GroupPeople({ group }: { group: GroupShape }) {
  const t = useText()
  return (
    <DataList
      label={t('Everybody in it')}
      endpoint={listGroupPeopleApi}
      input={{ group: group.id }}
      topics={['groups', 'users', 'orgchart']}
      prefix="p_"
      search={t('Search by name or e-mail')}
      empty={{ icon: IconUsersGroup, level: 3, title: t('Nobody counts as a member') }}
      rowHref={({ id }) => memberHref({ id: id as never, kind: 'user' }, group.audience)}
      columns={[
        {
          key: 'name',
          title: t('Name'),
          show: ({ name, email, isLocked }) => (
            <Row oneLine>
              <Avatar name={name} />
              <div>
                <Row gap="xs">
                  {name}
                  {isLocked && <StatusBadge tone="bad">{t('Locked')}</StatusBadge>}
                </Row>
                <Text small quiet>
                  {email}
                </Text>
              </div>
            </Row>
          ),
        },
        { key: 'way', title: t('By which way'), show: (person) => <Way person={person} group={group} /> },
      ]}
    />
  )
}
