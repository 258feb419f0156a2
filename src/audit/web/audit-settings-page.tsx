import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { listGroupsApi } from '../../groups/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useDownload } from '../../ui/download.ts'
import { NumberField, SelectField, SwitchField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import {
  type AuditSettingsShape,
  downloadAuditArchiveApi,
  getAuditSettingsApi,
  updateAuditSettingsApi,
} from '../contract.ts'

function Wholeness({ settings: { check, seals, unsealedSince } }: { settings: AuditSettingsShape }) {
  const t = useText()
  const { number } = useFormat()
  return (
    <Panel
      title={t('Seals')}
      description={t('Every minute what was written is sealed; every night all of it is checked against the seals.')}
    >
      <Stack>
        {check?.finding && (
          <Callout kind="bad" title={t('The audit is not as it was sealed')}>
            {check.finding}
          </Callout>
        )}
        <PropertyList
          items={[
            { label: t('Seals'), value: number(seals) },
            { label: t('Last check'), value: check ? <Moment at={check.at} /> : t('Not yet; it runs at night') },
            check ? { label: t('Rows checked'), value: number(check.events) } : null,
            { label: t('Not sealed yet since'), value: unsealedSince ? <Moment at={unsealedSince} /> : '–' },
          ]}
        />
      </Stack>
    </Panel>
  )
}

function Rules({ settings }: { settings: AuditSettingsShape }) {
  const t = useText()
  const [version, setVersion] = useState(settings.version)
  const groups = useQueryOf(listGroupsApi, { place: 'company', audience: 'employees', limit: 200 })
  const found = (groups.data?.rows ?? []).map(({ id, name }) => ({ value: id as string, label: name }))
  const { auditors } = settings
  const isListed = !auditors || found.some(({ value }) => value === auditors.id)
  return (
    <Panel title={t('Reading and keeping')}>
      <CommandForm
        endpoint={updateAuditSettingsApi}
        start={{
          auditors: auditors?.id as string | undefined,
          isArchived: settings.keepMonths !== null,
          keepMonths: settings.keepMonths ?? 12,
          downloads: settings.downloads,
        }}
        input={(values) => ({
          version,
          auditors: values.auditors ?? null,
          keepMonths: values.isArchived ? values.keepMonths : null,
          downloads: values.downloads,
        })}
        submit={t('Save')}
        done={t('Saved')}
        invalidates={[getAuditSettingsApi]}
        problemFields={{ 'audit.group_unusable': 'auditors' }}
        onDone={(answer) => setVersion(answer.version)}
      >
        {({ watch }) => (
          <>
            <SelectField
              name="auditors"
              label={t('Auditors')}
              description={t('A group of employees who read the audit and administer nothing.')}
              options={isListed ? found : [...found, { value: auditors.id as string, label: auditors.name }]}
              clearable
              searchable
            />
            <SwitchField
              name="downloads"
              label={t('Write down who downloads files')}
              description={t('Files of items. Who reads items is written down for the apps whose settings say so.')}
            />
            <SwitchField
              name="isArchived"
              label={t('Move old entries into archive files')}
              description={t(
                'They leave this list, are kept with their seals, and are checked every night like the rest.',
              )}
            />
            {watch('isArchived') && (
              <NumberField name="keepMonths" label={t('Older than')} min={3} max={240} unit={t('months')} />
            )}
          </>
        )}
      </CommandForm>
    </Panel>
  )
}

function Archives({ archives }: { archives: AuditSettingsShape['archives'] }) {
  const t = useText()
  const { date, bytes, number } = useFormat()
  const download = useDownload(downloadAuditArchiveApi)
  if (archives.length === 0) return null
  return (
    <Panel
      title={t('Archives')}
      description={t(
        'Old entries with their seals, as compressed JSON lines. You are asked who you are before one is sent.',
      )}
    >
      <Stack gap="xs">
        {archives.map((archive) => (
          <Row key={archive.id} justify="between">
            <Text>
              {t('{{from}} to {{to}}: {{rows}} entries, {{size}}', {
                from: date(archive.firstAt),
                to: date(archive.lastAt),
                rows: number(archive.events),
                size: bytes(archive.size),
              })}
            </Text>
            <Button
              kind="plain"
              icon={IconDownload}
              isRunning={download.isRunning}
              onClick={() => download.run({ archive: archive.id })}
            >
              {t('Download')}
            </Button>
          </Row>
        ))}
      </Stack>
    </Panel>
  )
}

/** Administration → Audit → Settings. */
export function AuditSettingsPage() {
  const t = useText()
  const settings = useQueryOf(getAuditSettingsApi, {}, { topics: ['audit_settings'] })
  return (
    <Page
      title={t('Audit settings')}
      description={t('Who reads the audit, how long it stays here, and whether it is whole.')}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Audit'), href: links.audit() },
      ]}
    >
      <Loaded query={settings}>
        {(found) => (
          <Stack gap="md">
            <Wholeness settings={found} />
            <Rules settings={found} />
            <Archives archives={found.archives} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
