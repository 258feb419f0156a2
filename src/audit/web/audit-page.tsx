import { IconArrowRight, IconHistory, IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { getMeApi } from '../../people/contract.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { useZone } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Spoken, Stack, Text, Verbatim } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type AuditEventShape, listAuditEventsApi, listAuditOperationsApi } from '../contract.ts'
import { askedOf } from './asked.ts'
import { ExportAudit } from './export-audit.tsx'
import { people } from './people.ts'
import { actorWords, kindWords, nameInFacts, operationWords, resourceWords, thingWords, valueWords } from './words.ts'

function Outcome({ outcome }: { outcome: AuditEventShape['outcome'] }) {
  const t = useText()
  return outcome === 'done' ? (
    <StatusBadge tone="good">{t('Done')}</StatusBadge>
  ) : (
    <StatusBadge tone="bad">{t('Refused')}</StatusBadge>
  )
}

/** What was done to what, in one cell: the thing, else the facts that name it. */
function Deed({ event }: { event: AuditEventShape }) {
  const t = useText()
  const what = resourceWords(event, t) ?? nameInFacts(event)
  return (
    <div>
      {t(operationWords(event.operation))}
      {what && (
        <Text small quiet lines={1}>
          {what}
        </Text>
      )}
    </div>
  )
}

function Details({ event }: { event: AuditEventShape }) {
  const t = useText()
  return (
    <PropertyList
      items={[
        { label: t('When'), value: <Moment at={event.at} /> },
        { label: t('Who'), value: actorWords(event, t) },
        { label: t('What'), value: t(operationWords(event.operation)) },
        { label: t('To what'), value: resourceWords(event, t) },
        { label: t('Outcome'), value: <Outcome outcome={event.outcome} /> },
        event.code ? { label: t('Reason'), value: <Verbatim>{event.code}</Verbatim> } : null,
        ...event.facts.map(({ name, value }) => ({
          label: t(operationWords(name)),
          value: <Verbatim>{value}</Verbatim>,
        })),
        { label: t('Network address'), value: event.address },
        { label: t('Request number'), value: event.requestId && <Verbatim>{event.requestId}</Verbatim> },
      ]}
    />
  )
}

/** What was and what is, thing by thing. */
function Changes({ changes }: { changes: AuditEventShape['changes'] }) {
  const t = useText()
  if (changes.length === 0) return null
  return (
    <Panel title={t('What was and what is')}>
      <PropertyList
        items={changes.map(({ name, before, after }) => ({
          label: thingWords(name, t),
          value: (
            <>
              <Text quiet>
                <Spoken>{t('Before')}: </Spoken>
                {valueWords(before, t)}
              </Text>
              <Text strong>
                <IconArrowRight size={14} aria-hidden style={{ marginInlineEnd: 4, verticalAlign: '-2px' }} />
                <Spoken>{t('After')}: </Spoken>
                {valueWords(after, t)}
              </Text>
            </>
          ),
        }))}
      />
    </Panel>
  )
}

/** Who did what and when, and what was refused. */
export function AuditPage() {
  const t = useText()
  const { search, change } = useAddress()
  const [shown, show] = useState<AuditEventShape>()
  const operations = useQueryOf(listAuditOperationsApi, {})
  const me = useQueryOf(getMeApi, {}, { topics: ['me'] })
  const days = [
    { value: '1', label: t('Last 24 hours') },
    { value: '7', label: t('Last 7 days') },
    { value: '30', label: t('Last 30 days') },
    { value: '365', label: t('Last year') },
  ]
  const zone = useZone()
  return (
    <Page
      title={t('Audit')}
      description={t('Who did what and when, and what was refused. Entries can be neither changed nor removed.')}
      breadcrumbs={me.data?.isAdministrator ? [{ label: t('Administration'), href: links.administration() }] : []}
      actions={
        me.data?.isAdministrator && (
          <Button kind="plain" icon={IconSettings} href={links.auditSettings()}>
            {t('Audit settings')}
          </Button>
        )
      }
    >
      <DataList
        label={t('Audit')}
        endpoint={listAuditEventsApi}
        search={t('Search by person or address')}
        // One thing is never chosen here: links from other pages bring it.
        filterInput={(chosen) => askedOf({ ...chosen, resource: search.resource }, zone)}
        filters={[
          { name: 'actor', label: t('Who'), people },
          {
            name: 'operation',
            label: t('What'),
            options: (operations.data?.rows ?? []).map((name) => ({ value: name, label: t(operationWords(name)) })),
          },
          {
            name: 'outcome',
            label: t('Outcome'),
            options: [
              { value: 'done', label: t('Done') },
              { value: 'refused', label: t('Refused') },
            ],
          },
          {
            name: 'kind',
            label: t('To what'),
            more: true,
            options: (operations.data?.kinds ?? []).map((kind) => ({ value: kind, label: t(kindWords(kind)) })),
          },
          { name: 'days', label: t('When'), options: days },
          { name: 'from', label: t('From day'), day: true, more: true },
          { name: 'to', label: t('To day, with it'), day: true, more: true },
        ]}
        actions={
          <>
            {search.resource && (
              <Button kind="plain" onClick={() => change({ resource: undefined })}>
                {t('Show everything')}
              </Button>
            )}
            <ExportAudit />
          </>
        }
        empty={{
          icon: IconHistory,
          title: t('Nothing has been done yet'),
          text: t('Every change somebody makes, and every refused try, is written down here.'),
        }}
        onOpen={show}
        columns={[
          { key: 'operation', title: t('What'), show: (event) => <Deed event={event} /> },
          { key: 'actor', title: t('Who'), show: (event) => actorWords(event, t) },
          { key: 'outcome', title: t('Outcome'), width: 120, show: ({ outcome }) => <Outcome outcome={outcome} /> },
          { key: 'at', title: t('When'), width: 160, show: ({ at }) => <RelativeTime at={at} /> },
        ]}
      />
      <Drawer title={t('Audit entry')} isOpen={!!shown} onClose={() => show(undefined)}>
        {shown && (
          <Stack gap="md">
            <Details event={shown} />
            <Changes changes={shown.changes} />
          </Stack>
        )}
      </Drawer>
    </Page>
  )
}
