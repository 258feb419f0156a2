import { IconColorSwatch } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Text } from '../../ui/layout.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { getPortalApi, portalNameLimit, type PortalShape, updatePortalApi } from '../contract.ts'
import { isReadable, nearestReadable } from '../contrast.ts'
import classes from './branding-form.module.css'

const isColor = (text: unknown): text is string => typeof text === 'string' && /^#[0-9a-f]{6}$/.test(text)

/** The colour with the text that stands on it; one that cannot be read offers the nearest that can. */
function ColorField() {
  const t = useText()
  const { watch, setValue } = useFormContext<{ color: string }>()
  const color = watch('color')
  const nearest = isColor(color) && !isReadable(color) ? nearestReadable(color) : undefined
  const choose = (next: string) => setValue('color', next, { shouldDirty: true, shouldValidate: true })
  return (
    <>
      <Row align="end">
        <TextField name="color" label={t('Colour of buttons and links')} required maxLength={7} />
        <label className={classes.swatch}>
          <input
            type="color"
            value={isColor(color) ? color : '#000000'}
            aria-label={t('Choose the colour')}
            onChange={(event) => choose(event.target.value.toLowerCase())}
          />
        </label>
        {isColor(color) && (
          <span className={classes.sample} style={{ background: color }}>
            {t('New request')}
          </span>
        )}
      </Row>
      {nearest && (
        <Callout kind="warning" title={t('White text on this colour is hard to read')}>
          <Row>
            <Text>{t('The nearest colour that passes (WCAG 2.2, contrast 4.5) is {{nearest}}.', { nearest })}</Text>
            <Button kind="plain" size="xs" icon={IconColorSwatch} onClick={() => choose(nearest)}>
              {t('Take {{nearest}}', { nearest })}
            </Button>
          </Row>
        </Callout>
      )}
    </>
  )
}

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
        <ColorField />
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
