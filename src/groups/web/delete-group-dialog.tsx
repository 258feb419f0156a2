import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { deleteGroupApi, getGroupApi, type GroupShape, listGroupPlacesApi, listGroupsApi } from '../contract.ts'
import { UseList, useUses } from './group-uses.tsx'

type Props = { group: GroupShape; isOpen: boolean; onClose: () => void }

function Deleting({ group, onClose }: Omit<Props, 'isOpen'>) {
  const t = useText()
  const uses = useUses(group.id)
  const remove = useCommand(deleteGroupApi, {
    done: t('The group is deleted.'),
    invalidates: [getGroupApi, listGroupsApi, listGroupPlacesApi],
    onDone: onClose,
  })
  return (
    <Stack>
      <Text>
        {t(
          'It leaves all lists and cannot be chosen any more. What was given to it stays given to its members until you take it away. You can restore it at any time.',
        )}
      </Text>
      <Loaded query={uses} skeleton={<ListSkeleton lines={3} />}>
        {({ rows }) =>
          rows.length > 0 ? (
            <Callout kind="warning" title={t('It keeps working in {{count}} places', { count: rows.length })}>
              <UseList uses={rows.slice(0, 10)} />
            </Callout>
          ) : (
            <Callout>{t('Nobody gains or loses anything by it: nothing names this group.')}</Callout>
          )
        }
      </Loaded>
      <Row justify="end">
        <Button kind="plain" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button kind="danger" isRunning={remove.isRunning} onClick={() => remove.run({ group: group.id })}>
          {t('Delete group')}
        </Button>
      </Row>
    </Stack>
  )
}

/** What keeps working although the group is deleted, before it is. */
export function DeleteGroupDialog({ isOpen, ...props }: Props) {
  const t = useText()
  return (
    <Dialog title={t('Delete {{group}}?', { group: props.group.name })} isOpen={isOpen} onClose={props.onClose}>
      <Deleting {...props} />
    </Dialog>
  )
}
