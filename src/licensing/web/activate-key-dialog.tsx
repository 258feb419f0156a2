import { Dialog } from '../../ui/dialog.tsx'
import { TextAreaField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { activateLicenseApi, getLicensesApi } from '../contract.ts'

export function ActivateKeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
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
      </CommandForm>
    </Dialog>
  )
}
