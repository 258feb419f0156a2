import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { PeopleField } from '../../ui/person-field.tsx'
import { useCommand } from '../../ui/queries.ts'
import { addGroupMemberApi, getGroupApi, type GroupShape, listGroupsApi } from '../contract.ts'
import { findMembers } from './find-members.ts'

type Props = { group: GroupShape; isOpen: boolean; onClose: () => void }

function AddMembers({ group, onClose }: Omit<Props, 'isOpen'>) {
  const t = useText()
  const form = useForm<{ members: string[] }>({ defaultValues: { members: [] } })
  const chosen = useWatch({ control: form.control, name: 'members' })
  const [refused, setRefused] = useState<string>()
  const add = useCommand(addGroupMemberApi, {
    invalidates: [getGroupApi, listGroupsApi],
    onProblem: (problem) => setRefused(problemText(problem)),
  })

  /** One after the other; whoever was refused stays in the field beside the reason. */
  const send = async ({ members }: { members: string[] }): Promise<void> => {
    setRefused(undefined)
    for (const [index, member] of members.entries()) {
      const answer = await add.runAndWait({ group: group.id, member })
      if (answer === undefined) return form.setValue('members', members.slice(index))
    }
    onClose()
  }

  return (
    <FormProvider {...form}>
      <form
        onSubmit={(event) => {
          event.stopPropagation()
          void form.handleSubmit(send)(event)
        }}
      >
        <Stack>
          <PeopleField
            name="members"
            label={t('Who')}
            description={
              group.audience === 'employees'
                ? t('Employees, groups, departments or positions. Their people count as members too.')
                : t('External users, their groups or organizations. Their people count as members too.')
            }
            placeholder={t('Type a name')}
            search={(text) => findMembers(group, text, t)}
            searchKey={`members of ${group.id}`}
            autoFocus
          />
          {refused && <Callout kind="bad">{refused}</Callout>}
          <Row justify="end">
            <Button kind="plain" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button
              submit
              isRunning={add.isRunning}
              disabledReason={chosen.length === 0 && t('Choose somebody first.')}
            >
              {t('Add')}
            </Button>
          </Row>
        </Stack>
      </form>
    </FormProvider>
  )
}

export function AddMembersDialog({ isOpen, ...props }: Props) {
  const t = useText()
  return (
    <Dialog title={t('Add members')} isOpen={isOpen} onClose={props.onClose}>
      <AddMembers {...props} />
    </Dialog>
  )
}
