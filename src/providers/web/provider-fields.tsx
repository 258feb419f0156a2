import { useFormContext } from 'react-hook-form'
import { listPortalsApi } from '../../portals/contract.ts'
import {
  MultiSelectField,
  PasswordField,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
} from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack } from '../../ui/layout.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import type { ProviderValues } from './provider-values.ts'
import { TestProvider } from './test-provider.tsx'

function OpenidFields({ hasSecret }: { hasSecret: boolean }) {
  const t = useText()
  return (
    <>
      <TextField
        name="connection.issuer"
        label={t('Issuer')}
        type="url"
        required
        placeholder="https://login.example.com/realms/acme"
        description={t('The address below which its .well-known/openid-configuration is.')}
      />
      <Columns>
        <TextField name="connection.clientId" label={t('Client ID')} required />
        <PasswordField
          name="secret"
          label={t('Client secret')}
          autoComplete="new-password"
          required={!hasSecret}
          description={
            hasSecret ? t('Left empty, the stored one stays. For another issuer or client it is asked for anew.') : ''
          }
        />
      </Columns>
    </>
  )
}

function SamlFields() {
  const t = useText()
  return (
    <>
      <TextField
        name="connection.issuer"
        label={t('Entity ID of the provider')}
        required
        placeholder="https://login.example.com/saml"
        description={t('entityID in its metadata.')}
      />
      <TextField
        name="connection.signInUrl"
        label={t('Where people sign in')}
        type="url"
        required
        placeholder="https://login.example.com/saml/sso"
        description={t('The SingleSignOnService for HTTP-Redirect in its metadata.')}
      />
      <TextAreaField
        name="connection.certificates"
        label={t('Certificates it signs with (PEM)')}
        required
        rows={4}
        description={t('Two while it changes its keys. It has to sign assertions, with SHA-256.')}
      />
    </>
  )
}

/** Where it is, and who this installation is there. */
export function ConnectionFields({ hasSecret }: { hasSecret: boolean }) {
  const t = useText()
  const { watch } = useFormContext<ProviderValues>()
  const isSaml = watch('connection.protocol') === 'saml'
  return (
    <Panel
      title={t('Connection')}
      description={
        isSaml
          ? t('What it needs to know of Portico is shown once it is added.')
          : t('Register Portico there as a web application with a secret.')
      }
    >
      <Stack>
        <Columns>
          <TextField
            name="name"
            label={t('Name')}
            required
            maxLength={60}
            placeholder="Acme Login"
            description={t('As the button at the door says it.')}
          />
          <SelectField
            name="connection.protocol"
            label={t('Protocol')}
            description={t('Take OpenID Connect where it can do both.')}
            options={[
              { value: 'openid', label: 'OpenID Connect' },
              { value: 'saml', label: 'SAML 2.0' },
            ]}
          />
        </Columns>
        {isSaml ? <SamlFields /> : <OpenidFields hasSecret={hasSecret} />}
        <TestProvider key={isSaml ? 'saml' : 'openid'} />
      </Stack>
    </Panel>
  )
}

/** At which doors it stands, and whom it lets in. */
export function RuleFields() {
  const t = useText()
  const { watch } = useFormContext<ProviderValues>()
  const portals = useQueryOf(listPortalsApi, {})
  const options = (portals.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Panel title={t('Who comes in by it')}>
      <Stack>
        <SwitchField name="forEmployees" label={t('Offered to employees')} />
        <MultiSelectField name="portals" label={t('Offered at portals')} options={options} placeholder={t('None')} />
        <TextField
          name="domains"
          label={t('Believed about addresses of')}
          placeholder="example.com, example.org"
          description={t(
            'Whoever has a verified address of these domains there and an account here is linked at the first sign-in. Administrators, and everybody where this is empty, link themselves in their profile.',
          )}
        />
        <SwitchField
          name="createsPeople"
          label={t('Whoever has such an address and no account becomes an employee')}
          description={t(
            'Takes a seat; without a free one nobody is made. Whoever was invited need not open the mail.',
          )}
          disabled={!watch('forEmployees')}
        />
        <SwitchField
          name="renamesPeople"
          label={t('The name here becomes the one it tells')}
          description={t('At each sign-in. Names a directory keeps stay, and so do addresses.')}
        />
      </Stack>
    </Panel>
  )
}
