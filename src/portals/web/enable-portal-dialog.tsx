import { Dialog } from '../../ui/dialog.tsx'
import { ChoiceField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { enablePortalApi, getPortalApi, listPortalsApi } from '../contract.ts'

export type EnablePortalDialogProps = { workspace: string; isOpen: boolean; onClose: () => void }

/** Asks what the portal begins with; the names of its pages can be changed later. */
export function EnablePortalDialog({ workspace, isOpen, onClose }: EnablePortalDialogProps) {
  const t = useText()
  return (
    <Dialog title={t('Enable the portal')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={enablePortalApi}
        start={{
          template: 'by_template' as 'by_template' | 'empty',
          first: t('News'),
          second: t('Help'),
          third: t('Contact'),
        }}
        input={({ template, first, second, third }) => ({
          workspace,
          template,
          ...(template === 'by_template' ? { pageNames: [first, second, third] } : {}),
        })}
        submit={t('Enable')}
        onCancel={onClose}
        invalidates={[getPortalApi, listPortalsApi, 'workspaces']}
        onDone={onClose}
      >
        {(form) => (
          <>
            <ChoiceField
              name="template"
              label={t('What it begins with')}
              choices={[
                {
                  value: 'by_template',
                  label: t('By template'),
                  description: t('A home page with the person’s requests and tasks, and three more pages.'),
                },
                { value: 'empty', label: t('Empty'), description: t('A home page with nothing on it.') },
              ]}
            />
            {form.watch('template') === 'by_template' && (
              <>
                <TextField name="first" label={t('Name of the second page')} required />
                <TextField name="second" label={t('Name of the third page')} required />
                <TextField name="third" label={t('Name of the fourth page')} required />
              </>
            )}
          </>
        )}
      </CommandForm>
    </Dialog>
  )
}
