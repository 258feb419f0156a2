import { links } from '../../base/employee-links.ts'
import { CommandForm } from '../../ui/form.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Panel } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { createWorkspaceApi, listWorkspacesApi, type VisibleTo, workspaceNameLimit } from '../contract.ts'
import { VisibleToField } from './visible-to-field.tsx'

export function NewWorkspacePage() {
  const t = useText()
  const go = useGo()
  return (
    <Page
      title={t('New workspace')}
      description={t(
        'A workspace holds the apps, processes and the portal of one area of work, such as the service desk.',
      )}
      width="reading"
    >
      <Panel>
        <CommandForm
          endpoint={createWorkspaceApi}
          start={{ name: '', description: '', visibleTo: 'everyone' as VisibleTo }}
          submit={t('Make the workspace')}
          invalidates={[listWorkspacesApi]}
          problemFields={{ 'workspace.name_taken': 'name', 'workspace.code_taken': 'name' }}
          onDone={({ id }) => go(links.workspace({ workspace: id }))}
        >
          <TextField name="name" label={t('Name')} required autoFocus maxLength={workspaceNameLimit} />
          <TextAreaField name="description" label={t('What it is for')} rows={2} maxLength={1000} />
          <VisibleToField />
        </CommandForm>
      </Panel>
    </Page>
  )
}
