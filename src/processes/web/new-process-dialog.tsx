import { useRef } from 'react'
import { links } from '../../base/employee-links.ts'
import type { AppId } from '../../base/ids.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ChoiceField, SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { asProblem } from '../../ui/problem.ts'
import type { WorkspaceShape } from '../../workspaces/contract.ts'
import { createProcessApi, listProcessesApi, saveDraftApi } from '../contract.ts'
import { requestTemplate } from './request-template.ts'

type Props = { workspace: WorkspaceShape; isOpen: boolean; onClose: () => void }
type Values = { name: string; app: string | undefined; template: 'small' | 'request' }

export function NewProcessDialog({ workspace, isOpen, onClose }: Props) {
  const t = useText()
  const go = useGo()
  // What the form has beside the command's own input.
  const template = useRef<Values['template']>('small')
  return (
    <Dialog title={t('New process')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={createProcessApi}
        start={{ name: '', app: workspace.apps[0]?.id, template: 'small' } as Values}
        input={({ name, app, template: chosen }) => {
          template.current = chosen
          return { workspace: workspace.id, name, ...(app ? { app: app as AppId } : {}) }
        }}
        submit={t('Make the process')}
        onCancel={onClose}
        invalidates={[listProcessesApi]}
        problemFields={{ 'process.name_taken': 'name', 'process.app_elsewhere': 'app' }}
        onDone={async ({ id, draftVersion }, { name, app }) => {
          if (template.current === 'request') {
            const code = workspace.apps.find((one) => one.id === app)?.code ?? ''
            const xml = requestTemplate({ name, app: code })
            // The process is there all the same, with the small diagram.
            await api(saveDraftApi, { process: id, draftVersion, xml }).catch((thrown: unknown) =>
              notifyProblem(asProblem(thrown)),
            )
          }
          go(links.processModeler({ process: id }))
        }}
      >
        {(form) => (
          <>
            <TextField name="name" label={t('Name')} required autoFocus maxLength={120} />
            <SelectField
              name="app"
              label={t('App')}
              description={t('Starting the process makes an item of this app. A process can also do without.')}
              placeholder={t('Without an app')}
              options={workspace.apps.map(({ id, name }) => ({ value: id, label: name }))}
              clearable
            />
            <ChoiceField
              name="template"
              label={t('Begin with')}
              choices={[
                {
                  value: 'small',
                  label: t('A small diagram'),
                  description: t('A start, one task, an end.'),
                },
                {
                  value: 'request',
                  label: t('Request with a question back'),
                  description: t('A customer files a request, your people work on it, ask back and resolve it.'),
                  disabled: !form.watch('app'),
                },
              ]}
            />
          </>
        )}
      </CommandForm>
    </Dialog>
  )
}
