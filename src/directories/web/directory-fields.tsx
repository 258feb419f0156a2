import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { Callout } from '../../ui/callout.tsx'
import { NumberField, PasswordField, SelectField, SwitchField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack } from '../../ui/layout.tsx'
import { presetNames } from '../presets.ts'
import { presetWords, scheduleWords } from './directory-words.ts'
import { type DirectoryValues, usualOf } from './directory-values.ts'
import { TestDirectory } from './test-directory.tsx'

type Known = { directory?: string; hasPassword: boolean }

/** Where it is and how it is spoken to. */
export function ConnectionFields({ directory, hasPassword }: Known) {
  const t = useText()
  const { watch } = useFormContext<DirectoryValues>()
  const security = watch('security')
  return (
    <Panel title={t('Connection')}>
      <Stack>
        <TextField name="name" label={t('Name')} required maxLength={120} placeholder={t('Head office')} />
        <Columns>
          <TextField name="connection.url" label={t('Server')} required placeholder="dc1.example.com:636" />
          <SelectField
            name="security"
            label={t('Security')}
            options={[
              { value: 'ldaps', label: t('TLS from the start (ldaps)') },
              { value: 'starttls', label: t('StartTLS') },
              { value: 'plain', label: t('None: readable on the way') },
            ]}
          />
        </Columns>
        {security === 'plain' ? (
          <>
            <Callout kind="warning">
              {t('Without TLS everybody on the way reads every password. It is refused but for this very machine.')}
            </Callout>
            <SwitchField name="connection.isPlainAllowed" label={t('Send passwords in the open all the same')} />
          </>
        ) : (
          <TextAreaField
            name="connection.certificate"
            label={t('Certificate of its authority (PEM)')}
            description={t('Empty: the public authorities. Directories inside a company mostly have one of their own.')}
            rows={2}
          />
        )}
        <Columns>
          <TextField
            name="connection.bindDn"
            label={t('Account that reads')}
            required
            placeholder="cn=portico,ou=services,dc=example,dc=com"
          />
          <PasswordField
            name="password"
            label={t('Its password')}
            autoComplete="new-password"
            required={!hasPassword}
            description={
              hasPassword
                ? t('Left empty, the stored one stays. For another server or account it is asked for anew.')
                : ''
            }
          />
        </Columns>
        <TestDirectory directory={directory} />
      </Stack>
    </Panel>
  )
}

const attributeNames = [
  'id',
  'email',
  'fullName',
  'login',
  'phone',
  'workPhone',
  'position',
  'department',
  'lock',
  'member',
] as const

const attributeWords: Record<(typeof attributeNames)[number], string> = {
  id: 'Unchanging id',
  email: 'E-mail',
  fullName: 'Full name',
  login: 'Login',
  phone: 'Mobile',
  workPhone: 'Work phone',
  position: 'Position',
  department: 'Department',
  lock: 'Locked mark',
  member: 'Members of a group',
}

/** Whom to read, and which attribute says what. */
export function WhatFields() {
  const t = useText()
  const { watch, setValue } = useFormContext<DirectoryValues>()
  const preset = watch('connection.preset')
  const [known, setKnown] = useState(preset)
  if (known !== preset) {
    setKnown(preset)
    const usual = usualOf(preset)
    for (const key of ['userFilter', 'groupFilter', 'attributes'] as const) {
      setValue(`connection.${key}`, usual[key], { shouldDirty: true })
    }
  }
  return (
    <Panel
      title={t('People and groups there')}
      description={t('Choosing a kind fills in what it usually calls things.')}
    >
      <Stack>
        <Columns>
          <SelectField
            name="connection.preset"
            label={t('Kind of directory')}
            options={presetNames.map((value) => ({ value, label: presetWords[value] }))}
          />
          <TextField
            name="connection.baseDn"
            label={t('Where people are')}
            required
            placeholder="ou=people,dc=example,dc=com"
          />
        </Columns>
        <TextField
          name="connection.userFilter"
          label={t('Which of them')}
          required
          description={t('An LDAP filter.')}
        />
        <Columns>
          <TextField name="connection.groupBaseDn" label={t('Where groups are')} placeholder={t('Where people are')} />
          <TextField name="connection.groupFilter" label={t('Which groups')} required />
        </Columns>
        <Columns count={3}>
          {attributeNames.map((name) => (
            <TextField key={name} name={`connection.attributes.${name}`} label={t(attributeWords[name])} />
          ))}
        </Columns>
      </Stack>
    </Panel>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))

/** What becomes of people. */
export function RuleFields() {
  const t = useText()
  const { watch } = useFormContext<DirectoryValues>()
  const [onGone, schedule] = watch(['onGone', 'schedule'])
  return (
    <Panel title={t('What a run does')}>
      <Stack>
        <Columns>
          <SelectField
            name="signIn"
            label={t('People sign in')}
            options={[
              { value: 'directory', label: t('With the password of the directory') },
              { value: 'local', label: t('With a password here: they are invited by mail') },
            ]}
          />
          <SelectField
            name="onGone"
            label={t('Gone or locked in the directory')}
            options={[
              { value: 'lock', label: t('Lock here, and unlock when they are back') },
              { value: 'leave', label: t('Leave as they are') },
            ]}
          />
        </Columns>
        <SwitchField
          name="linksByEmail"
          label={t('Somebody here with the same e-mail address becomes the person of the directory')}
          description={t('Never administrators and never people from outside. The preview shows who.')}
        />
        <Columns count={3}>
          <SelectField
            name="schedule"
            label={t('Runs')}
            options={Object.entries(scheduleWords).map(([value, words]) => ({ value, label: t(words) }))}
          />
          {schedule === 'daily' && (
            <SelectField name="dailyHour" label={t('At, in the company’s time zone')} options={hours} />
          )}
          {onGone === 'lock' && (
            <NumberField name="mostLeaving" label={t('Stop and ask above')} unit="%" min={1} max={100} required />
          )}
        </Columns>
      </Stack>
    </Panel>
  )
}
