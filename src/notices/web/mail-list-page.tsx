import { IconMail, IconLetterCase, IconSettings } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Page } from '../../ui/page.tsx'
import { useCommand } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { listMailsApi, mailStates } from '../contract.ts'
import { resendMailsApi } from '../contract-settings.ts'
import { MailState, stateWords } from './mail-state.tsx'

/** All that failed, or all that were kept, when the list shows just those. */
function ResendAll() {
  const t = useText()
  const { search } = useAddress()
  const resend = useCommand(resendMailsApi, { done: t('On their way'), invalidates: ['mail'] })
  const { state } = search
  if (state !== 'failed' && state !== 'kept') return null
  return (
    <Button kind="plain" isRunning={resend.isRunning} onClick={() => resend.run({ state })}>
      {t('Send all again')}
    </Button>
  )
}

/** The outbox: every mail Portico has written, readable here while no mail server is set. */
export function MailListPage() {
  const t = useText()
  return (
    <Page
      title={t('Mail')}
      description={t(
        'Every mail Portico writes. Without a mail server mails are kept here: open one to read it and hand its link on.',
      )}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={
        <>
          <Button kind="plain" icon={IconLetterCase} href={links.mailTexts()}>
            {t('Words of mails')}
          </Button>
          <Button kind="plain" icon={IconSettings} href={links.mailSettings()}>
            {t('Mail settings')}
          </Button>
        </>
      }
    >
      <DataList
        label={t('Mail')}
        endpoint={listMailsApi}
        topics={['mail']}
        search={t('Search by person, address or subject')}
        filters={[
          {
            name: 'state',
            label: t('State'),
            options: mailStates.map((state) => ({ value: state, label: t(stateWords[state]) })),
          },
        ]}
        actions={<ResendAll />}
        empty={{
          icon: IconMail,
          title: t('No mail yet'),
          text: t(
            'Invitations, confirmation codes and links for a new password will stand here as soon as one is written.',
          ),
        }}
        rowHref={({ id }) => links.mailMessage({ mail: id })}
        columns={[
          { key: 'subject', title: t('Subject'), show: ({ subject }) => subject },
          { key: 'to', title: t('To'), show: ({ to, toName }) => (toName ? `${toName} · ${to}` : to) },
          { key: 'state', title: t('State'), width: 120, show: ({ state }) => <MailState state={state} /> },
          { key: 'at', title: t('Written'), width: 160, show: ({ createdAt }) => <RelativeTime at={createdAt} /> },
        ]}
      />
    </Page>
  )
}
