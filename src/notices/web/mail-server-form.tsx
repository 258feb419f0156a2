import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { PasswordField, SelectField, SwitchField, TextField, NumberField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack } from '../../ui/layout.tsx'
import { getMailSettingsApi, type MailSettingsShape, updateMailServerApi } from '../contract-settings.ts'
import { asServer, type ServerValues, usualPorts } from './server-values.ts'
import { TestMail } from './test-mail.tsx'

const startOf = ({ server, senderName, senderAddress, replyTo }: MailSettingsShape): ServerValues => ({
  isOn: server !== null,
  host: server?.host ?? '',
  port: server?.port ?? 587,
  security: server?.security ?? 'starttls',
  signsIn: server ? server.user !== null : true,
  user: server?.user ?? '',
  password: '',
  senderName,
  senderAddress: senderAddress ?? '',
  replyTo: replyTo ?? '',
})

function ServerFields({ settings }: { settings: MailSettingsShape }) {
  const t = useText()
  const { watch, setValue } = useFormContext<ServerValues>()
  const [security, port, signsIn] = watch(['security', 'port', 'signsIn'])
  const [known, setKnown] = useState(security)
  if (known !== security) {
    setKnown(security)
    // Whoever chose a port of their own keeps it.
    if (port === usualPorts[known]) setValue('port', usualPorts[security], { shouldDirty: true })
  }
  return (
    <Stack>
      <Columns count={3}>
        <TextField name="host" label={t('Mail server')} placeholder="mail.example.com" required />
        <SelectField
          name="security"
          label={t('Security')}
          options={[
            { value: 'starttls', label: t('STARTTLS') },
            { value: 'tls', label: t('TLS from the start') },
            { value: 'none', label: t('None: readable on the way') },
          ]}
        />
        <NumberField name="port" label={t('Port')} min={1} max={65_535} required />
      </Columns>
      <SwitchField name="signsIn" label={t('The server wants a sign-in')} />
      {signsIn && (
        <Columns>
          <TextField name="user" label={t('User')} required />
          <PasswordField
            name="password"
            label={t('Password')}
            autoComplete="new-password"
            description={
              settings.hasPassword && !settings.isPasswordLost
                ? t('Left empty, the stored one stays. For another server or user it is asked for anew.')
                : undefined
            }
          />
        </Columns>
      )}
      <Columns count={3}>
        <TextField name="senderName" label={t('Name of the sender')} required maxLength={120} />
        <TextField name="senderAddress" label={t('Address of the sender')} type="email" required />
        <TextField name="replyTo" label={t('Address for answers')} type="email" description={t('Empty: the sender')} />
      </Columns>
      <TestMail />
    </Stack>
  )
}

/** Where mail leaves and from whom. */
export function MailServerForm({ settings }: { settings: MailSettingsShape }) {
  const t = useText()
  const [version, setVersion] = useState(settings.version)
  return (
    <Panel title={t('Mail server')} description={t('Without one, mails are kept in the outbox and read there.')}>
      <CommandForm
        endpoint={updateMailServerApi}
        start={startOf(settings)}
        input={(values) => ({
          version,
          ...(values.isOn
            ? asServer(values)
            : { server: null, senderName: values.senderName, senderAddress: null, replyTo: null }),
        })}
        submit={t('Save')}
        done={t('Saved')}
        invalidates={[getMailSettingsApi]}
        problemFields={{
          'mail_settings.password_needed': 'password',
          'mail_settings.sender_needed': 'senderAddress',
        }}
        onDone={(answer) => setVersion(answer.version)}
      >
        {({ watch }) => (
          <>
            <SwitchField name="isOn" label={t('Send mails by a mail server')} />
            {watch('isOn') && <ServerFields settings={settings} />}
          </>
        )}
      </CommandForm>
    </Panel>
  )
}
