import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { PeopleField, PersonField, type PersonFieldProps } from '../../ui/person-field.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { type GroupShape, listGroupMembersApi } from '../contract.ts'
import { ReviewChange } from './change-members-dialog.tsx'
import { findMembers } from './find-members.ts'

type Props = { group: GroupShape; isOpen: boolean; onClose: () => void }

function whatFor({ scope, type, audience }: GroupShape, t: ReturnType<typeof useText>): string {
  if (scope === 'system')
    return t('People only, each by name: whoever fills a group inside would decide over this one.')
  if (type === 'role') return t('One person, department or position.')
  if (audience === 'external')
    return t('External users, their groups or organizations. Their people count as members too.')
  return t('Employees, groups, departments or positions. Their people count as members too.')
}

/** First who, then what it would do. A role is handed on: whoever held it leaves in the same step. */
function AddMembers({ group, onClose }: Omit<Props, 'isOpen'>) {
  const t = useText()
  const isRole = group.type === 'role'
  const holder = useQueryOf(listGroupMembersApi, { group: group.id, limit: 1 }, { enabled: isRole })
  const form = useForm<{ members: string[]; member?: string }>({ defaultValues: { members: [] } })
  const [members, member] = useWatch({ control: form.control, name: ['members', 'member'] })
  const add = isRole ? [member].filter((id) => id !== undefined) : members
  const [isReviewing, setReviewing] = useState(false)
  const leaving = (holder.data?.rows ?? []).filter(({ id }) => isRole && !add.includes(id))
  if (isReviewing) {
    return (
      <ReviewChange
        group={group}
        change={{ add, remove: leaving.map(({ id }) => id) }}
        onDone={onClose}
        onBack={() => setReviewing(false)}
        back={t('Back')}
      />
    )
  }
  const field: PersonFieldProps = {
    name: isRole ? 'member' : 'members',
    label: t('Who'),
    description: whatFor(group, t),
    placeholder: t('Type a name'),
    search: (text) => findMembers(group, text, t),
    searchKey: `members of ${group.id}`,
    autoFocus: true,
  }
  return (
    <FormProvider {...form}>
      <form
        onSubmit={(event) => {
          event.stopPropagation()
          event.preventDefault()
          if (add.length > 0) setReviewing(true)
        }}
      >
        <Stack>
          {isRole ? <PersonField {...field} /> : <PeopleField {...field} />}
          {leaving.map(({ id, name }) => (
            <Callout key={id}>{t('{{name}} holds the role now and leaves it in the same step.', { name })}</Callout>
          ))}
          <Row justify="end">
            <Button kind="plain" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button submit disabledReason={add.length === 0 && t('Choose somebody first.')}>
              {t('See what it changes')}
            </Button>
          </Row>
        </Stack>
      </form>
    </FormProvider>
  )
}

export function AddMembersDialog({ isOpen, ...props }: Props) {
  const t = useText()
  const title = props.group.type === 'role' ? t('Who holds the role') : t('Add members')
  return (
    <Dialog title={title} isOpen={isOpen} onClose={props.onClose} size="lg">
      <AddMembers {...props} />
    </Dialog>
  )
}
