import { useState } from 'react'
import { ColorField } from '../../ui/color-field.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Panel } from '../../ui/layout.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { getPortalApi, portalNameLimit, type PortalShape, updatePortalApi } from '../contract.ts'

/** Name, colour and the words people read before they are in. */
export function BrandingForm({ portal }: { portal: PortalShape }) {
  const t = useText()
  const [version, setVersion] = useState(portal.version)
  const { color, signInTitle, signInMessage, registrationMessage } = portal.branding
  return (
    <Panel title={t('Branding')} description={t('What people see before and after they sign in.')}>
      <CommandForm
        endpoint={updatePortalApi}
        start={{ name: portal.name, color, signInTitle, signInMessage, registrationMessage }}
        input={({ name, ...branding }) => ({ portal: portal.id as string, version, name, branding })}
        submit={t('Save')}
        done={t('Saved')}
        invalidates={[getPortalApi]}
        problemFields={{ 'portal.colour_contrast': 'color' }}
        onDone={(answer) => setVersion(answer.version)}
      >
        <TextField name="name" label={t('Name of the portal')} required maxLength={portalNameLimit} />
        <ColorField name="color" label={t('Colour of buttons and links')} sample={t('New request')} />
        <TextField name="signInTitle" label={t('Title of the sign-in page')} maxLength={120} />
        <TextAreaField name="signInMessage" label={t('Welcome on the sign-in page')} rows={3} maxLength={1000} />
        <TextAreaField
          name="registrationMessage"
          label={t('Welcome on the registration page')}
          rows={3}
          maxLength={1000}
        />
      </CommandForm>
    </Panel>
  )
}
