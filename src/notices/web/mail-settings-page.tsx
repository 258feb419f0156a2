import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { Callout } from '../../ui/callout.tsx'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { getMailSettingsApi, type MailSettingsShape } from '../contract-settings.ts'
import { MailServerForm } from './mail-server-form.tsx'
import { MailTemplateForm } from './mail-template-form.tsx'

/** For administrators who are not the supervisor: how it is, without the way to change it. */
function AsItIs({ settings: { server, senderName, senderAddress, replyTo } }: { settings: MailSettingsShape }) {
  const t = useText()
  return (
    <Panel title={t('Mail server')}>
      <PropertyList
        items={[
          { label: t('Mail server'), value: server ? `${server.host}:${server.port}` : t('None: mails are kept') },
          { label: t('Sender'), value: senderAddress ? `${senderName} <${senderAddress}>` : senderName },
          { label: t('Address for answers'), value: replyTo },
        ]}
      />
    </Panel>
  )
}

function Forms({ settings }: { settings: MailSettingsShape }) {
  const t = useText()
  // The forms keep what was there when they were opened; what came later is told, not laid over what is being typed.
  const [opened, open] = useState(settings)
  const isStale = settings.version > opened.version && settings.changedBy !== null
  return (
    <Stack gap="md">
      {isStale && (
        <ChangedMeanwhile
          by={settings.changedBy}
          changes={[
            { label: t('Mail server'), now: settings.server?.host ?? t('None: mails are kept') },
            { label: t('Sender'), now: settings.senderAddress ?? settings.senderName },
          ]}
          onTake={() => open(settings)}
        />
      )}
      <Tabs
        key={opened.version}
        tabs={[
          { key: 'server', label: t('Server and sender'), content: <MailServerForm settings={opened} /> },
          { key: 'template', label: t('Template'), content: <MailTemplateForm settings={opened} /> },
        ]}
      />
    </Stack>
  )
}

/** Administration → Mail → Settings. */
export function MailSettingsPage() {
  const t = useText()
  const settings = useQueryOf(getMailSettingsApi, {}, { topics: ['mail_settings'] })
  return (
    <Page
      title={t('Mail settings')}
      description={t('By which server mails leave, from whom, and what every mail looks like.')}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Mail'), href: links.mail() },
      ]}
    >
      <Loaded query={settings}>
        {(found) => (
          <Stack gap="md">
            {found.configured && (
              <Callout title={t('The environment decides')}>
                {t('PORTICO_SMTP_URL names {{server}}, sender {{from}}. It goes before what is set here.', {
                  ...found.configured,
                })}
              </Callout>
            )}
            {found.isPasswordLost && (
              <Callout kind="bad" title={t('Enter the password anew')}>
                {t('It was sealed under another key than this installation has. Until then no mail leaves.')}
              </Callout>
            )}
            {!found.can.edit && (
              <Callout>
                {t(
                  'The System supervisor sets this: every link to a new password leaves this way, also the supervisor’s.',
                )}
              </Callout>
            )}
            {found.can.edit ? <Forms settings={found} /> : <AsItIs settings={found} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
