import { useWatch } from 'react-hook-form'
import { ChoiceField, NumberField, SwitchField, TextAreaField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack, Text } from '../../ui/layout.tsx'
import { PeopleField } from '../../ui/person-field.tsx'
import { limits } from '../security-contract.ts'
import { findGroups } from './find-groups.ts'

export function PasswordRules() {
  const t = useText()
  const days = useWatch({ name: 'passwordDays' }) as number | undefined
  return (
    <Panel
      title={t('Passwords')}
      description={t(
        'They count for the next password. Whoever has an older one is told when signing in, and comes in.',
      )}
    >
      <Stack>
        <Columns>
          <NumberField
            name="passwordLength"
            label={t('Fewest characters')}
            description={t('From 8 to 64; any password may be longer.')}
            {...limits.passwordLength}
            required
          />
          <NumberField
            name="passwordDays"
            label={t('To be changed after, in days')}
            description={t('Empty: never. Changing without a reason makes passwords weaker.')}
            {...limits.passwordDays}
          />
        </Columns>
        <SwitchField
          name="passwordMixed"
          label={t('Capital and small letters, a digit and another sign')}
          description={t('Length protects better. Passwords that everybody tries are refused in any case.')}
        />
        <TextAreaField
          name="passwordBlocked"
          label={t('Words no password may be made of')}
          description={t('One a line, beside the names of the company, the product and the person.')}
          rows={2}
        />
        {days !== undefined && (
          <>
            <NumberField
              name="passwordReminderDays"
              label={t('Remind again every, in days')}
              description={t('Empty: one mail when it is overdue.')}
              {...limits.reminderDays}
            />
            <SwitchField
              name="passwordOverdueLocks"
              label={t('Keep people out until an overdue password is changed')}
              description={t('They change it as the last step of signing in.')}
            />
          </>
        )}
        <SwitchField
          name="recovery"
          label={t('Employees may ask for a new password by mail')}
          description={t('Off: the link disappears, and an administrator helps. Portals have a switch of their own.')}
        />
      </Stack>
    </Panel>
  )
}

export function TryRules({ readers }: { readers: readonly { id: string; name: string }[] }) {
  const t = useText()
  return (
    <Panel
      title={t('Wrong passwords')}
      description={t(
        'Sign-in pauses, for employees and people from outside alike. A place somebody has signed in from is counted apart, so that nobody is kept out by strangers.',
      )}
    >
      <Stack>
        <Columns count={3}>
          <NumberField name="tries" label={t('Tries')} description={t('0: never pauses')} {...limits.tries} required />
          <NumberField
            name="triesResetMinutes"
            label={t('Forgotten after, in minutes')}
            description={t('0: only by a right password')}
            {...limits.minutes}
            required
          />
          <NumberField
            name="pauseMinutes"
            label={t('Pause, in minutes')}
            description={t('0: until an administrator ends it')}
            {...limits.minutes}
            required
          />
        </Columns>
        <PeopleField
          name="pauseReaders"
          label={t('Groups that are told by mail')}
          placeholder={t('Search groups by name')}
          search={(text) => findGroups(text, t)}
          searchKey="groups of employees"
          known={readers.map(({ id, name }) => ({ id, name: t(name) }))}
        />
      </Stack>
    </Panel>
  )
}

export function FactorRules() {
  const t = useText()
  return (
    <Panel
      title={t('A second proof')}
      description={t(
        'Whoever has none when it is demanded sets one up before coming in; nobody is let in by the password alone.',
      )}
    >
      <Stack>
        <Columns>
          <ChoiceField
            name="factorEmployees"
            label={t('Employees')}
            choices={[
              { value: 'none', label: t('Not offered') },
              { value: 'chosen', label: t('Each decides') },
              { value: 'administrators', label: t('Demanded of administrators') },
              { value: 'everybody', label: t('Demanded of everybody') },
            ]}
          />
          <ChoiceField
            name="factorExternal"
            label={t('People from outside')}
            choices={[
              { value: 'none', label: t('Not offered') },
              { value: 'chosen', label: t('Each decides') },
              { value: 'everybody', label: t('Demanded of everybody') },
            ]}
          />
        </Columns>
        <Text strong>{t('What can be set up')}</Text>
        <SwitchField
          name="factorKinds.passkey"
          label={t('Passkeys')}
          description={t('A device with its fingerprint, face or PIN. The strongest, and it replaces the password.')}
        />
        <SwitchField
          name="factorKinds.totp"
          label={t('Authenticator app')}
          description={t('Six digits from an app on the phone.')}
        />
        <SwitchField
          name="factorKinds.email_code"
          label={t('Codes by mail')}
          description={t(
            'The weakest: worth as much as the mailbox. Where a second proof is demanded, everybody with an address has it.',
          )}
        />
      </Stack>
    </Panel>
  )
}

export function SessionRules() {
  const t = useText()
  return (
    <Panel
      title={t('Sessions')}
      description={t(
        'A session ends when nothing is done for so long, in any tab. The longest it lives is 24 hours, in portals 12.',
      )}
    >
      <Columns>
        <NumberField
          name="idleMinutesEmployee"
          label={t('Employees: idle minutes')}
          {...limits.idleEmployee}
          required
        />
        <NumberField name="idleMinutesPortal" label={t('Portals: idle minutes')} {...limits.idlePortal} required />
        <NumberField
          name="sessionsEmployee"
          label={t('Employees: devices at once')}
          description={t('Empty: any number')}
          {...limits.sessions}
        />
        <NumberField
          name="sessionsPortal"
          label={t('Portals: devices at once')}
          description={t('Empty: any number')}
          {...limits.sessions}
        />
      </Columns>
    </Panel>
  )
}
