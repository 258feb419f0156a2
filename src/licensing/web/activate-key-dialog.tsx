import { CopyField } from '../../ui/copy-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextAreaField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { activateLicenseApi, getLicensesApi } from '../contract.ts'

type Props = { installation: string | undefined; isOpen: boolean; onClose: () => void }

export function ActivateKeyDialog({ installation, isOpen, onClose }: Props) {
  const t = useText()
  const atKey = Object.fromEntries((activateLicenseApi.refusals ?? []).map((code) => [code, 'key']))
  return (
    <Dialog title={t('Activate a license key')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={activateLicenseApi}
        start={{ key: '' }}
        submit={t('Activate')}
        onCancel={onClose}
        done={t('The seats are there.')}
        invalidates={[getLicensesApi]}
        problemFields={atKey}
        onDone={onClose}
      >
        <TextAreaField
          name="key"
          label={t('License key')}
          description={t('The whole text you were given, from the first sign to the last. Each key works once.')}
          required
          autoFocus
          rows={5}
        />
        {installation && (
          <CopyField
            label={t('Id of this installation')}
            description={t('Name it when you ask for a key: a key can be bound to it.')}
            value={installation}
          />
        )}
      </CommandForm>
    </Dialog>
  )
}
