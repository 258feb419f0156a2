import { Dialog } from '../../ui/dialog.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import {
  getWorkspaceApi,
  listWorkspacesApi,
  updateWorkspaceApi,
  workspaceNameLimit,
  type WorkspaceShape,
} from '../contract.ts'
import { VisibleToField } from './visible-to-field.tsx'

type Props = { workspace: WorkspaceShape; isOpen: boolean; onClose: () => void }

export function EditWorkspaceDialog({ workspace, isOpen, onClose }: Props) {
  const t = useText()
  const { id, version, name, description, visibleTo } = workspace
  return (
    <Dialog title={t('Settings of {{name}}', { name })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={updateWorkspaceApi}
        start={{ name, description, visibleTo }}
        input={(values) => ({ workspace: id, version, ...values })}
        submit={t('Save')}
        done={t('Saved.')}
        invalidates={[getWorkspaceApi, listWorkspacesApi]}
        problemFields={{ 'workspace.name_taken': 'name' }}
        onDone={onClose}
        onCancel={onClose}
      >
        <TextField name="name" label={t('Name')} required autoFocus maxLength={workspaceNameLimit} />
        <TextAreaField name="description" label={t('What it is for')} rows={2} maxLength={1000} />
        <VisibleToField />
      </CommandForm>
    </Dialog>
  )
}
