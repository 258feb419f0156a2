import { links } from '../../base/employee-links.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { VisibleToField } from '../../workspaces/web/visible-to-field.tsx'
import { type AppShape, createAppApi } from '../contract.ts'
import { ModeField } from './general-settings.tsx'

type Props = { workspace: string; isOpen: boolean; onClose: () => void }

/** A new app goes on to its settings, where its fields are drawn. */
export function NewAppDialog({ workspace, isOpen, onClose }: Props) {
  const t = useText()
  const go = useGo()
  return (
    <Dialog title={t('New app')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={createAppApi}
        start={{
          name: '',
          itemName: '',
          visibleTo: 'everyone' as AppShape['visibleTo'],
          mode: 'open' as AppShape['mode'],
        }}
        input={(values) => ({ workspace, ...values })}
        submit={t('Make the app')}
        invalidates={['workspaces']}
        problemFields={{ 'app.code_taken': 'name' }}
        onDone={({ id }) => go(links.appSettings({ workspace, app: id }))}
        onCancel={onClose}
      >
        <TextField
          name="name"
          label={t('Name of the app')}
          placeholder={t('Requests')}
          required
          autoFocus
          maxLength={120}
        />
        <TextField
          name="itemName"
          label={t('What one item is called')}
          placeholder={t('Request')}
          required
          maxLength={60}
        />
        <VisibleToField />
        <ModeField />
      </CommandForm>
    </Dialog>
  )
}
