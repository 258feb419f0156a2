import { links } from '../../base/employee-links.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ChoiceField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { createGroupApi, groupNameLimit, listGroupsApi } from '../contract.ts'

export function NewGroupDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  return (
    <Dialog title={t('New group')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={createGroupApi}
        start={{ name: '', description: '', audience: 'employees' as 'employees' | 'external' }}
        submit={t('Make the group')}
        onCancel={onClose}
        invalidates={[listGroupsApi]}
        problemFields={{ 'group.name_taken': 'name', 'group.code_taken': 'name' }}
        onDone={({ id }) => go(links.group({ group: id }))}
      >
        <TextField name="name" label={t('Name')} required autoFocus maxLength={groupNameLimit} />
        <TextAreaField name="description" label={t('What it is for')} rows={2} maxLength={1000} />
        <ChoiceField
          name="audience"
          label={t('Who can be in it')}
          description={t('Fixed from the start: a group never holds both, so that nothing meant for inside gets out.')}
          choices={[
            {
              value: 'employees',
              label: t('Employees'),
              description: t('And their groups, departments and positions.'),
            },
            {
              value: 'external',
              label: t('People from outside'),
              description: t('And the organizations they belong to.'),
            },
          ]}
        />
      </CommandForm>
    </Dialog>
  )
}
