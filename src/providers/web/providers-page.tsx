import { IconPlus, IconUserShield } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { listProvidersApi, type ProviderSummary } from '../contract.ts'

function Doors({ row: { forEmployees, portals } }: { row: ProviderSummary }) {
  const t = useText()
  const doors = [
    ...(forEmployees ? [t('Employees')] : []),
    ...(portals > 0 ? [t('{{count}} portals', { count: portals })] : []),
  ]
  return <Text quiet>{doors.join(', ')}</Text>
}

const protocolNames = { openid: 'OpenID Connect', saml: 'SAML 2.0' }

/** Administration → Sign-in providers: by whose word people come in. */
export function ProvidersPage() {
  const t = useText()
  const go = useGo()
  const add = (
    <Button icon={IconPlus} onClick={() => go(links.newProvider())}>
      {t('Add a provider')}
    </Button>
  )
  return (
    <Page
      title={t('Sign-in providers')}
      description={t(
        'OpenID Connect and SAML: people sign in with the account they have at your company, or anywhere you trust.',
      )}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={add}
    >
      <DataList
        label={t('Sign-in providers')}
        endpoint={listProvidersApi}
        topics={['providers']}
        rowHref={({ id }) => links.provider({ provider: id })}
        empty={{
          icon: IconUserShield,
          title: t('No provider yet'),
          text: t(
            'Connect Keycloak, Entra ID, Google or another one, and people come in without a password of their own here.',
          ),
          action: add,
        }}
        columns={[
          { key: 'name', title: t('Name'), show: ({ name }) => name },
          {
            key: 'state',
            title: t('State'),
            width: 110,
            show: ({ isEnabled }) => (
              <StatusBadge tone={isEnabled ? 'good' : 'neutral'}>{isEnabled ? t('On') : t('Off')}</StatusBadge>
            ),
          },
          { key: 'protocol', title: t('Protocol'), width: 150, show: ({ protocol }) => protocolNames[protocol] },
          { key: 'issuer', title: t('Issuer'), show: ({ issuer }) => <Text quiet>{issuer}</Text> },
          { key: 'doors', title: t('Where offered'), width: 200, show: (row) => <Doors row={row} /> },
          { key: 'people', title: t('People linked'), width: 110, align: 'end', show: ({ people }) => people },
          {
            key: 'used',
            title: t('Last sign-in by it'),
            width: 160,
            show: ({ lastUsedAt }) =>
              lastUsedAt ? <RelativeTime at={lastUsedAt} /> : <Text quiet>{t('Never yet')}</Text>,
          },
        ]}
      />
    </Page>
  )
}
