import { Dialog } from '../../ui/dialog.tsx'
import { SwitchField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { getGroupApi, type GroupShape, groupNameLimit, listGroupsApi, updateGroupApi } from '../contract.ts'

type Props = { group: GroupShape; isOpen: boolean; onClose: () => void }

export function EditGroupDialog({ group, isOpen, onClose }: Props) {
  const t = useText()
  return (
    <Dialog title={t('Rename or describe')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={updateGroupApi}
        start={{ name: group.name, description: group.description, isDefault: group.isDefault }}
        input={(values) => ({ group: group.id, version: group.version, ...values })}
        submit={t('Save')}
        onCancel={onClose}
        done={t('Saved.')}
        invalidates={[getGroupApi, listGroupsApi]}
        problemFields={{ 'group.name_taken': 'name', 'group.name_reserved': 'name' }}
        onDone={onClose}
      >
        <TextField name="name" label={t('Name')} required autoFocus maxLength={groupNameLimit} />
        <TextAreaField name="description" label={t('What it is for')} rows={2} maxLength={1000} />
        {group.scope === 'company' && <DefaultField audience={group.audience} />}
      </CommandForm>
    </Dialog>
  )
}

export function DefaultField({ audience }: Pick<GroupShape, 'audience'>) {
  const t = useText()
  return (
    <SwitchField
      name="isDefault"
      label={t('Default group')}
      description={
        audience === 'employees'
          ? t('Every new employee joins it, also by import. Those who are there already do not.')
          : t('Everybody new from outside joins it, also by import. Those who are there already do not.')
      }
    />
  )
}
