import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { languages, useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { listMailTextsApi, type MailTextShape } from '../contract-texts.ts'
import { MailTextForm } from './mail-text-form.tsx'

const kindWords: Record<MailTextShape['kind'], string> = {
  invitation: 'Invitation of an employee',
  confirmation_code: 'Code that confirms an address',
  proof_code: 'Code for signing in',
  address_in_use: 'The address has an account already',
  password_reset: 'Link to a new password',
  password_changed: 'The password was changed',
  password_overdue: 'The password is too old',
  sign_in_paused: 'Sign-in is paused',
  fresh_invitation_asked: 'A fresh invitation is asked for',
  no_free_seat: 'No seat is free',
}

function Kind({ text, onOpen }: { text: MailTextShape; onOpen: () => void }) {
  const t = useText()
  const said = text.changedBy ? `${text.subject} · ${t('Changed by {{name}}', { name: text.changedBy })}` : text.subject
  return (
    <Row justify="between" oneLine>
      <div>
        <Text strong>{t(kindWords[text.kind])}</Text>
        <Text quiet>{said}</Text>
      </div>
      <Row gap="xs" oneLine>
        {text.isOwn && <StatusBadge tone="info">{t('Own words')}</StatusBadge>}
        <Button kind="plain" onClick={onOpen}>
          {t('Change')}
        </Button>
      </Row>
    </Row>
  )
}

/** Administration → Mail → Words of mails. */
export function MailTextsPage() {
  const t = useText()
  const { search, change } = useAddress()
  const texts = useQueryOf(listMailTextsApi, {}, { topics: ['mail_texts'] })
  const close = () => change({ kind: undefined, of: undefined })
  const open = texts.data?.rows.find(({ kind, language }) => kind === search.kind && language === search.of)
  return (
    <Page
      title={t('Words of mails')}
      description={t(
        'What each kind of mail says, in each language. The System supervisor always gets Portico’s words.',
      )}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Mail'), href: links.mail() },
      ]}
    >
      <Loaded query={texts}>
        {({ rows }) => (
          <Tabs
            name="language"
            tabs={languages.map(({ value, label }) => ({
              key: value,
              label,
              content: (
                <Panel>
                  <Stack gap="md">
                    {rows
                      .filter(({ language }) => language === value)
                      .map((text) => (
                        <Kind
                          key={text.kind}
                          text={text}
                          onOpen={() => change({ kind: text.kind, of: text.language }, { push: true })}
                        />
                      ))}
                  </Stack>
                </Panel>
              ),
            }))}
          />
        )}
      </Loaded>
      <Drawer title={open ? t(kindWords[open.kind]) : ''} isOpen={!!open} onClose={close}>
        {open && <MailTextForm key={open.version} text={open} onDone={close} />}
      </Drawer>
    </Page>
  )
}
