import { links } from '../../base/employee-links.ts'
import { copyPageApi, createPageApi, pageNameLimit, type PageRowShape, renamePageApi } from '../../pages/contract.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { getPortalApi, type PortalShape } from '../contract.ts'

type Open = { isOpen: boolean; onClose: () => void }

export function NewPageDialog({ portal, isOpen, onClose }: Open & { portal: PortalShape }) {
  const t = useText()
  const go = useGo()
  return (
    <Dialog title={t('New page')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={createPageApi}
        start={{ name: '' }}
        input={({ name }) => ({ portal: portal.id as string, name })}
        submit={t('Add the page')}
        onCancel={onClose}
        invalidates={[getPortalApi]}
        onDone={({ id }) => go(links.portalPage({ workspace: portal.workspace, page: id }))}
      >
        <TextField
          name="name"
          label={t('Name')}
          description={t('Its address is made from the name.')}
          required
          autoFocus
          maxLength={pageNameLimit}
        />
      </CommandForm>
    </Dialog>
  )
}

export function RenamePageDialog({ page, isOpen, onClose }: Open & { page: PageRowShape }) {
  const t = useText()
  return (
    <Dialog title={t('Rename “{{name}}”', { name: page.name })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={renamePageApi}
        start={{ name: page.name }}
        input={({ name }) => ({ page: page.id as string, name })}
        submit={t('Rename')}
        onCancel={onClose}
        invalidates={[getPortalApi]}
        onDone={onClose}
      >
        <TextField
          name="name"
          label={t('Name')}
          description={t('Its address stays: {{code}}', { code: page.code })}
          required
          autoFocus
          maxLength={pageNameLimit}
        />
      </CommandForm>
    </Dialog>
  )
}

export function CopyPageDialog({ page, isOpen, onClose }: Open & { page: PageRowShape }) {
  const t = useText()
  return (
    <Dialog title={t('Copy “{{name}}”', { name: page.name })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={copyPageApi}
        start={{ name: t('{{name}} (copy)', { name: page.name }) }}
        input={({ name }) => ({ page: page.id as string, name })}
        submit={t('Copy')}
        onCancel={onClose}
        invalidates={[getPortalApi]}
        onDone={onClose}
      >
        <TextField name="name" label={t('Name of the copy')} required autoFocus maxLength={pageNameLimit} />
      </CommandForm>
    </Dialog>
  )
}
