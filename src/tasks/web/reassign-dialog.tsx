import type { UserId } from '../../base/ids.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextAreaField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { PersonField } from '../../ui/person-field.tsx'
import { getTaskApi, reassignTaskApi, type TaskShape } from '../contract.ts'
import { findPeople } from './find-people.ts'

export function ReassignDialog({ task, onClose }: { task: TaskShape; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('Give to somebody')} isOpen onClose={onClose}>
      <CommandForm
        endpoint={reassignTaskApi}
        start={{ assignee: undefined as unknown as UserId, reason: '' }}
        input={(values) => ({ ...values, task: task.id, version: task.version })}
        submit={t('Give')}
        onCancel={onClose}
        onDone={onClose}
        done={t('The task was given on.')}
        invalidates={[getTaskApi, 'tasks']}
        problemFields={{ 'task.assignee_unfit': 'assignee' }}
      >
        <PersonField name="assignee" label={t('To whom')} search={findPeople} searchKey="reassign" required autoFocus />
        <TextAreaField name="reason" label={t('Why')} rows={2} />
      </CommandForm>
    </Dialog>
  )
}
