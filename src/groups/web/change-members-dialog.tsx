import { type ReactNode, useState } from 'react'
import { DifferenceView } from '../../people/web/access-difference.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import {
  changeGroupMembersApi,
  getGroupApi,
  type GroupShape,
  listGroupMembersApi,
  listGroupPeopleApi,
  listGroupPlacesApi,
  listGroupsApi,
  previewGroupMembersApi,
} from '../contract.ts'
import { OthersChanges } from './others-changes.tsx'

export type MemberChange = { add: string[]; remove: string[] }

type Props = { group: GroupShape; change: MemberChange; onDone: () => void; onBack: () => void; back: string }

/** What the change would do, and the button that does it. Whoever was faster is named, and what they did. */
export function ReviewChange({ group, change, onDone, onBack, back }: Props) {
  const t = useText()
  const preview = useQueryOf(previewGroupMembersApi, { group: group.id, ...change })
  const [refused, setRefused] = useState<ReactNode>()
  const save = useCommand(changeGroupMembersApi, {
    done: t('Saved.'),
    invalidates: [getGroupApi, listGroupsApi, listGroupPlacesApi, listGroupMembersApi, listGroupPeopleApi],
    onDone,
    onProblem: (problem) =>
      setRefused(
        problem.code === 'group.changed_meanwhile' ? <OthersChanges problem={problem} /> : problemText(problem),
      ),
  })
  return (
    <Stack>
      {preview.error && <Callout kind="bad">{problemText(preview.error)}</Callout>}
      {preview.isPending && (
        <div>
          <Text quiet>{t('Working out who gains and who loses …')}</Text>
          <ListSkeleton lines={3} />
        </div>
      )}
      {preview.data && <DifferenceView difference={preview.data} />}
      {refused && <Callout kind="bad">{refused}</Callout>}
      <Row justify="end">
        <Button kind="plain" onClick={onBack}>
          {back}
        </Button>
        <Button
          kind={change.remove.length > 0 ? 'danger' : 'main'}
          isRunning={save.isRunning}
          disabledReason={!preview.data && t('First it is worked out what this would change.')}
          onClick={() => save.run({ group: group.id, version: group.version, ...change })}
        >
          {change.add.length > 0 ? t('Save the members') : t('Take out')}
        </Button>
      </Row>
    </Stack>
  )
}

/** Taking members out: nothing to choose, only to see. */
export function TakeOutDialog({
  group,
  members,
  onClose,
}: {
  group: GroupShape
  members: readonly { id: string; name: string }[]
  onClose: () => void
}) {
  const t = useText()
  return (
    <Dialog
      title={
        members.length === 1
          ? t('Take {{name}} out?', { name: members[0]!.name })
          : t('Take {{count}} members out?', { count: members.length })
      }
      isOpen={members.length > 0}
      onClose={onClose}
    >
      <Stack>
        <Text>
          {t(
            'From the next click on they have no rights through this group and are not offered its tasks. Tasks already taken wait for somebody else of the group.',
          )}
        </Text>
        <ReviewChange
          group={group}
          change={{ add: [], remove: members.map(({ id }) => id) }}
          onDone={onClose}
          onBack={onClose}
          back={t('Cancel')}
        />
      </Stack>
    </Dialog>
  )
}
