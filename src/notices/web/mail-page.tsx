import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Verbatim } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { getMailApi } from '../contract.ts'
import { resendMailApi } from '../contract-settings.ts'
import { AsReceived } from './as-received.tsx'
import { MailState } from './mail-state.tsx'
import { linksIn, MailText } from './mail-text.tsx'

type Mail = AnswerOf<typeof getMailApi>

function Withheld({ reason }: { reason: NonNullable<Mail['withheld']> }) {
  const t = useText()
  if (reason === 'delivered') {
    return (
      <Callout title={t('Delivered')}>
        {t('The text belongs to whoever received it and is not shown here any more: its links are keys.')}
      </Callout>
    )
  }
  return (
    <Callout kind="warning" title={t('Only for the System supervisor')}>
      {reason === 'for_supervisor'
        ? t('A link in this mail can give the supervisor’s role away, so only the supervisor reads it here.')
        : t('A link in this mail can open the account of an administrator, so only the supervisor reads it here.')}
    </Callout>
  )
}

function Body({ text, html, subject }: { text: string; html: string; subject: string }) {
  const t = useText()
  const found = linksIn(text)
  return (
    <Stack gap="lg">
      {found.map((link) => (
        <CopyField
          key={link}
          label={t('Link in this mail')}
          value={link}
          description={t('Whoever opens it acts as the person the mail is for.')}
        />
      ))}
      <Tabs
        name="view"
        tabs={[
          { key: 'text', label: t('Text'), content: <MailText text={text} /> },
          { key: 'html', label: t('As received'), content: <AsReceived html={html} title={subject} /> },
        ]}
      />
    </Stack>
  )
}

function Resend({ mail }: { mail: Mail }) {
  const t = useText()
  const resend = useCommand(resendMailApi, { done: t('On its way'), invalidates: ['mail'] })
  if (mail.state !== 'failed' && mail.state !== 'kept') return null
  return (
    <Button kind="plain" isRunning={resend.isRunning} onClick={() => resend.run({ mail: mail.id as string })}>
      {t('Send again')}
    </Button>
  )
}

export function MailPage({ mail: id }: { mail: string }) {
  const t = useText()
  const mail = useQueryOf(getMailApi, { mail: id }, { topics: ['mail'] })
  return (
    <Loaded query={mail} home={links.mail()}>
      {({ subject, to, toName, state, createdAt, sentAt, tries, lastError, text, html, withheld }) => (
        <Page
          actions={mail.data && <Resend mail={mail.data} />}
          title={subject}
          badge={<MailState state={state} />}
          width="reading"
          breadcrumbs={[
            { label: t('Administration'), href: links.administration() },
            { label: t('Mail'), href: links.mail() },
          ]}
        >
          <Stack gap="md">
            <Panel>
              <PropertyList
                items={[
                  { label: t('To'), value: toName ? `${toName} <${to}>` : to },
                  { label: t('Written'), value: <Moment at={createdAt} /> },
                  sentAt ? { label: t('Sent'), value: <Moment at={sentAt} /> } : null,
                  tries > 0 && state !== 'sent' ? { label: t('Tries'), value: tries } : null,
                ]}
              />
            </Panel>
            {state === 'kept' && (
              <Callout>
                {t('No mail server is set, so this mail was not sent. Pass it on to the person yourself.')}
              </Callout>
            )}
            {lastError && (
              <Callout kind="bad" title={t('The mail server did not take it; it is tried again')}>
                <Verbatim>{lastError}</Verbatim>
              </Callout>
            )}
            <Panel>
              {withheld ? (
                <Withheld reason={withheld} />
              ) : (
                <Body text={text ?? ''} html={html ?? ''} subject={subject} />
              )}
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
