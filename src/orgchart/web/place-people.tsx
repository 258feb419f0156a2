import type { ReactNode } from 'react'
import { links } from '../../base/employee-links.ts'
import type { OrgElementId } from '../../base/ids.ts'
import { Person } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { usePagesOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { listOrgPeopleApi, type OrgPersonShape } from '../contract.ts'
import { listDraftPeopleApi } from '../contract-draft.ts'

export function PersonLink({ person }: { person: OrgPersonShape }) {
  const t = useText()
  const states = {
    invited: t('Invited'),
    locked: t('Locked'),
    rejected: t('Declined'),
    cancelled: t('Cancelled'),
    active: '',
  }
  return (
    <TextLink href={links.user({ user: person.id })} quiet>
      <Person name={person.name} note={states[person.status] || undefined} />
    </TextLink>
  )
}

/** The people of an element beside its lead, a page at a time. `aside`: what can be done with each. */
export function PlacePeople({
  element,
  of,
  aside,
}: {
  element: OrgElementId
  of: 'published' | 'draft'
  aside?: (person: OrgPersonShape) => ReactNode
}) {
  const t = useText()
  const pages = usePagesOf(
    of === 'draft' ? listDraftPeopleApi : listOrgPeopleApi,
    { element, limit: 20 },
    { topics: of === 'draft' ? ['org-draft', 'orgchart'] : ['orgchart'] },
  )
  if (!pages.data) return <ListSkeleton lines={2} />
  if (pages.rows.length === 0) return <Text quiet>{t('Nobody')}</Text>
  return (
    <Stack gap="xs">
      {pages.rows.map((person) => (
        <Row key={person.id} justify="between" oneLine>
          <PersonLink person={person} />
          {aside?.(person)}
        </Row>
      ))}
      {pages.hasNextPage && (
        <Button kind="quiet" size="xs" onClick={() => void pages.fetchNextPage()} isRunning={pages.isFetchingNextPage}>
          {t('Show more')}
        </Button>
      )}
    </Stack>
  )
}
