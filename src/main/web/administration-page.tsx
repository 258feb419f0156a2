import { links } from '../../base/employee-links.ts'
import { getLicensesApi } from '../../licensing/contract.ts'
import { SeatBar } from '../../licensing/web/seat-bar.tsx'
import { kindWords } from '../../licensing/web/seat-words.ts'
import { listMailsApi } from '../../notices/contract.ts'
import { getMeApi, listUsersApi } from '../../people/contract.ts'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { FirstSteps } from './first-steps.tsx'

/** Lists are asked for this many; more are told as "50+". */
const most = 50
const counted = ({ rows, next }: { rows: readonly unknown[]; next: string | null }): string =>
  next === null ? String(rows.length) : `${rows.length}+`

function Seats() {
  const t = useText()
  const licenses = useQueryOf(getLicensesApi, {}, { topics: ['licenses'] })
  return (
    <Panel title={t('Seats')}>
      <Loaded query={licenses} skeleton={<FormSkeleton fields={2} />}>
        {({ pools }) => (
          <Stack gap="md">
            {pools.map((pool) => (
              <div key={pool.kind}>
                <Text small quiet>
                  {kindWords(pool.kind, t)}
                </Text>
                <SeatBar pool={pool} />
              </div>
            ))}
            <TextLink href={links.licenses()}>{t('Who holds them')}</TextLink>
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}

function Waiting() {
  const t = useText()
  const invited = useQueryOf(listUsersApi, { status: 'invited', limit: most }, { topics: ['users'] })
  return (
    <Panel title={t('Open invitations')} description={t('Employees who were invited and have not come yet.')}>
      <Loaded query={invited} skeleton={<FormSkeleton fields={1} />}>
        {(page) =>
          page.rows.length === 0 ? (
            <Text quiet>{t('Everybody who was invited has come.')}</Text>
          ) : (
            <Stack gap="xs">
              {page.rows.slice(0, 5).map(({ id, fullName }) => (
                <TextLink key={id} href={links.user({ user: id })}>
                  {fullName}
                </TextLink>
              ))}
              {page.rows.length > 5 && (
                <TextLink href={links.users({}, { status: 'invited' })}>
                  {t('All {{number}}', { number: counted(page) })}
                </TextLink>
              )}
            </Stack>
          )
        }
      </Loaded>
    </Panel>
  )
}

function Mail() {
  const t = useText()
  const kept = useQueryOf(listMailsApi, { state: 'kept', limit: most }, { topics: ['mail'] })
  const failed = useQueryOf(listMailsApi, { state: 'failed', limit: most }, { topics: ['mail'] })
  return (
    <Panel title={t('Mail')}>
      <Loaded query={kept} skeleton={<FormSkeleton fields={1} />}>
        {(page) => (
          <Stack gap="xs">
            {failed.data && failed.data.rows.length > 0 && (
              <Text tone="bad">
                <TextLink href={links.mail({}, { state: 'failed' })}>
                  {t('Mails that could not be sent: {{number}}', { number: counted(failed.data) })}
                </TextLink>
              </Text>
            )}
            {page.rows.length === 0 ? (
              <Text quiet>{t('No mail waits here to be handed on.')}</Text>
            ) : (
              <>
                <Text>{t('Mails kept here: {{number}}', { number: counted(page) })}</Text>
                <Text small quiet>
                  {t('No mail server is set, so nobody got them. Read them and hand their links on.')}
                </Text>
                <TextLink href={links.mail({}, { state: 'kept' })}>{t('Read them')}</TextLink>
              </>
            )}
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}

function Supervisor() {
  const t = useText()
  const me = useQueryOf(getMeApi, {})
  const users = useQueryOf(listUsersApi, { limit: 200 }, { topics: ['users'] })
  const supervisor = users.data?.rows.find(({ isSupervisor }) => isSupervisor)
  return (
    <Panel
      title={t('System supervisor')}
      description={t('Gets the tasks nobody else can be found for; cannot be locked. Exactly one person.')}
    >
      {supervisor && (
        <TextLink href={links.user({ user: supervisor.id })}>
          {me.data?.isSupervisor ? t('{{name}} (you)', { name: supervisor.fullName }) : supervisor.fullName}
        </TextLink>
      )}
      {me.data?.isSupervisor && (
        <Text small quiet>
          {t('To hand the role over, open the card of the employee who is to have it.')}
        </Text>
      )}
    </Panel>
  )
}

/** Administration → Overview: what needs attention, at first glance. */
export function AdministrationPage() {
  const t = useText()
  return (
    <Page title={t('Administration')} description={t('What needs attention, at first glance.')}>
      <Stack gap="md">
        <FirstSteps />
        <Columns>
          <Seats />
          <Mail />
          <Waiting />
          <Supervisor />
        </Columns>
      </Stack>
    </Page>
  )
}
