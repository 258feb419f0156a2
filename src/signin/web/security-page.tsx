import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { links } from '../../base/employee-links.ts'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Callout } from '../../ui/callout.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { getSecuritySettingsApi, previewSecuritySettingsApi, saveSecuritySettingsApi } from '../security-contract.ts'
import { type RuleValues, rulesOf, valuesOf } from './security-values.ts'
import { FactorRules, PasswordRules, SessionRules, TryRules } from './security-rules.tsx'

type Settings = AnswerOf<typeof getSecuritySettingsApi>
const waitBeforeAsking = 400

/** Whom the rules as they stand in the form would touch, asked while they are changed and before they are saved. */
function Touched() {
  const t = useText()
  const values = useWatch() as RuleValues
  const [asked, setAsked] = useState(values)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(values), waitBeforeAsking)
    return () => clearTimeout(timer)
  }, [values])
  const rules = previewSecuritySettingsApi.input.safeParse(rulesOf(asked))
  const { data } = useQueryOf(previewSecuritySettingsApi, rulesOf(asked), {
    keepPrevious: true,
    enabled: rules.success,
  })
  if (!data || !rules.success) return null
  const { withoutFactor, someWithoutFactor, overduePasswords, idleSessions, tooManySessions } = data
  const lines = [
    withoutFactor > 0 &&
      t('Without a second proof, and led to set one up when they next sign in: {{number}} ({{names}}).', {
        number: withoutFactor,
        names: someWithoutFactor.join(', ') + (withoutFactor > someWithoutFactor.length ? ', …' : ''),
      }),
    overduePasswords > 0 && t('Overdue passwords: {{number}}.', { number: overduePasswords }),
    idleSessions > 0 && t('Idle sessions that end at once: {{number}}.', { number: idleSessions }),
    tooManySessions > 0 &&
      t('People with more devices than that, who stay and cannot add one: {{number}}.', { number: tooManySessions }),
  ].filter((line) => line !== false)
  if (lines.length === 0) return <Text quiet>{t('With these rules nobody has to do anything new.')}</Text>
  return (
    <Callout kind="warning" title={t('Whom these rules touch')}>
      <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Callout>
  )
}

function Rules({ settings }: { settings: Settings }) {
  const t = useText()
  return (
    <CommandForm
      // What was saved is where the form begins anew.
      key={settings.version}
      endpoint={saveSecuritySettingsApi}
      start={valuesOf(settings)}
      input={(values) => ({ version: settings.version, ...rulesOf(values) })}
      submit={t('Save')}
      done={t('The rules are saved and count from now on.')}
      invalidates={[getSecuritySettingsApi]}
      problemFields={{ 'security.no_factor_kind': 'factorKinds', 'security.group_not_usable': 'pauseReaders' }}
    >
      <Stack>
        <PasswordRules />
        <TryRules readers={settings.readers} />
        <FactorRules />
        <SessionRules />
        <Touched />
      </Stack>
    </CommandForm>
  )
}

/** Administration → Security settings. */
export function SecurityPage() {
  const t = useText()
  const settings = useQueryOf(getSecuritySettingsApi, {}, { topics: ['security'] })
  return (
    <Page
      title={t('Security settings')}
      description={t('How people prove who they are, on the employee side and in portals.')}
      width="reading"
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
    >
      <Loaded query={settings}>
        {(found) => (
          <Stack>
            {found.changedBy && (
              <Text small quiet>
                {t('Last changed by {{name}}', { name: found.changedBy })} <RelativeTime at={found.changedAt} />
              </Text>
            )}
            <Rules settings={found} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
