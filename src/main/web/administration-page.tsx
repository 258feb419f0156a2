import { links } from '../../base/employee-links.ts'
import { getLicensesApi } from '../../licensing/contract.ts'
import { SeatBar } from '../../licensing/web/seat-bar.tsx'
import { kindWords } from '../../licensing/web/seat-words.ts'
import { getMeApi, listUsersApi } from '../../people/contract.ts'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { Attention } from './attention-panel.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Settings } from './settings-search.tsx'

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
        <Attention />
        <Settings />
        <Columns>
          <Seats />
          <Supervisor />
        </Columns>
      </Stack>
    </Page>
  )
}
