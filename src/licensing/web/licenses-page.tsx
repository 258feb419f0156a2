import { IconArmchair, IconKey } from '@tabler/icons-react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { getLicensesApi, listSeatsApi, type SeatKind } from '../contract.ts'
import { ActivateKeyDialog } from './activate-key-dialog.tsx'
import { LicenseRules } from './license-rules.tsx'
import { LicenseWarnings } from './license-warnings.tsx'
import { SeatBar } from './seat-bar.tsx'
import { SeatOutlook } from './seat-outlook.tsx'
import { kindSentence, kindWords, nobodyMore } from './seat-words.ts'
import { StoragePanel } from './storage-panel.tsx'

type Licenses = AnswerOf<typeof getLicensesApi>

function Pools({ pools, settings }: Licenses) {
  const t = useText()
  return (
    <Columns>
      {pools.map((pool) => (
        <Panel
          key={pool.kind}
          title={kindWords(pool.kind, t)}
          description={kindSentence(pool.kind, settings.shares, t)}
        >
          <Stack gap="sm">
            <SeatBar pool={pool} />
            <SeatOutlook {...pool} />
            {pool.free === 0 && <Callout kind="warning">{nobodyMore(pool.kind, t)}</Callout>}
          </Stack>
        </Panel>
      ))}
    </Columns>
  )
}

const packStates = { valid: 'good', not_yet: 'neutral', ended: 'bad' } as const

function Packs({ packs }: Pick<Licenses, 'packs'>) {
  const t = useText()
  const words = { valid: t('Valid'), not_yet: t('Not yet'), ended: t('Ended') }
  return (
    <Panel title={t('License packs')} description={t('Where the seats come from.')}>
      <Stack gap="md">
        {packs.map(({ id, kind, seats, source, serial, validFrom, validTo, state, activatedBy }) => (
          <div key={id}>
            <Row gap="xs">
              <Text strong>
                {seats} · {kindWords(kind, t)}
              </Text>
              <StatusBadge tone={packStates[state]}>{words[state]}</StatusBadge>
            </Row>
            <Text small quiet>
              {source === 'starter' ? (
                t('Built in, without an end')
              ) : (
                <>
                  {t('Key {{serial}}', { serial })} · <Moment at={validFrom} dayOnly /> –{' '}
                  {validTo ? <Moment at={validTo} dayOnly /> : t('without an end')}
                  {activatedBy && ` · ${activatedBy}`}
                </>
              )}
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  )
}

function Holders({ kind, shares }: { kind: SeatKind; shares: boolean }) {
  const t = useText()
  return (
    <DataList
      label={t('Who holds a seat')}
      endpoint={listSeatsApi}
      topics={['licenses']}
      input={{ kind, history: 'no' }}
      search={t('Search by name or e-mail')}
      rowKey={({ user }) => user}
      rowHref={({ user }) => (kind === 'external' ? links.externalUser({ user }) : links.user({ user }))}
      empty={{
        icon: IconArmchair,
        title: t('Nobody holds a seat'),
        text: kindSentence(kind, shares, t),
      }}
      columns={[
        { key: 'name', title: t('Full name'), show: ({ name }) => name },
        { key: 'since', title: t('Since'), width: 200, show: ({ takenAt }) => <RelativeTime at={takenAt} /> },
      ]}
    />
  )
}

function History() {
  const t = useText()
  const reasons = {
    locked: t('Account locked'),
    cancelled: t('Invitation cancelled'),
    declined: t('Invitation declined'),
    deleted: t('Account deleted'),
    signed_out: t('Signed out'),
    idle: t('Not worked for a while'),
    left_group: t('Left the group of the solution'),
    shared: t('Shares concurrent seats now'),
    privileged: t('Holds a named seat now'),
  }
  return (
    <DataList
      label={t('History')}
      endpoint={listSeatsApi}
      topics={['licenses']}
      input={{ history: 'yes' }}
      search={t('Search by name or e-mail')}
      rowKey={({ user, takenAt }) => `${user} ${String(takenAt)}`}
      prefix="history-"
      empty={{ icon: IconArmchair, title: t('No seat was taken yet') }}
      columns={[
        { key: 'name', title: t('Full name'), show: ({ name }) => name },
        { key: 'kind', title: t('Kind'), width: 180, show: ({ kind }) => kindWords(kind, t) },
        { key: 'taken', title: t('Taken'), width: 180, show: ({ takenAt }) => <Moment at={takenAt} /> },
        {
          key: 'freed',
          title: t('Freed'),
          width: 260,
          show: ({ freedAt, freeReason }) =>
            freedAt ? (
              <>
                <Moment at={freedAt} /> {freeReason && `· ${reasons[freeReason]}`}
              </>
            ) : (
              <StatusBadge tone="good">{t('Held')}</StatusBadge>
            ),
        },
      ]}
    />
  )
}

/** A tab for each kind that was bought, so that nobody looks through empty lists. */
const tabsOf = (licenses: Licenses, t: Translate) => [
  ...licenses.pools.map(({ kind }) => ({
    key: kind,
    label: kindWords(kind, t),
    content: <Holders kind={kind} shares={licenses.settings.shares} />,
  })),
  { key: 'history', label: t('History'), content: <History /> },
  { key: 'packs', label: t('License packs'), content: <Packs packs={licenses.packs} /> },
  { key: 'rules', label: t('Rules'), content: <LicenseRules licenses={licenses} /> },
]

function Actions({ licenses }: { licenses: Licenses | undefined }) {
  const t = useText()
  const { change } = useAddress()
  const salesLink = licenses?.settings.salesLink
  return (
    <Row gap="xs">
      {salesLink && (
        <Button kind="plain" href={salesLink}>
          {t('Contact sales')}
        </Button>
      )}
      <Button icon={IconKey} onClick={() => change({ dialog: 'activate' })}>
        {t('Activate a license key')}
      </Button>
    </Row>
  )
}

/** Administration → Licenses: how many seats there are, who holds them, where they come from, and by which rules. */
export function LicensesPage() {
  const t = useText()
  const { search, change } = useAddress()
  const licenses = useQueryOf(getLicensesApi, {}, { topics: ['licenses'] })
  return (
    <Page
      title={t('Licenses')}
      description={t('Seats of each kind: total, occupied and free, and who holds them since when.')}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={<Actions licenses={licenses.data} />}
    >
      <Loaded query={licenses}>
        {(found) => (
          <Stack gap="lg">
            <LicenseWarnings licenses={found} />
            <Pools {...found} />
            <StoragePanel plan={found.plan} />
            <Tabs tabs={tabsOf(found, t)} />
          </Stack>
        )}
      </Loaded>
      <ActivateKeyDialog
        installation={licenses.data?.installation}
        isOpen={search.dialog === 'activate'}
        onClose={() => change({ dialog: undefined })}
      />
    </Page>
  )
}
