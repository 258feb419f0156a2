import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { Callout } from '../../ui/callout.tsx'
import { ChoiceField, NumberField, SwitchField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { changeServicePlanApi, getLicensesApi } from '../contract.ts'

type Licenses = AnswerOf<typeof getLicensesApi>

/** Before sharing is switched on: whom it concerns. */
function SharingAhead({ licenses }: { licenses: Licenses }) {
  const t = useText()
  const { sharers, pools } = licenses
  const seats = pools.find(({ kind }) => kind === 'concurrent')?.total ?? 0
  return (
    <Callout kind={sharers.atWork > seats ? 'warning' : 'info'}>
      {t(
        '{{people}} employees would share {{seats}} concurrent seats; {{atWork}} of them are signed in now. Their API tokens end with their named seats.',
        {
          ...sharers,
          seats,
        },
      )}
    </Callout>
  )
}

function RulesForm({ licenses }: { licenses: Licenses }) {
  const t = useText()
  const { settings, plan } = licenses
  const { version, ...start } = settings
  return (
    <CommandForm
      key={version}
      endpoint={changeServicePlanApi}
      start={start}
      input={(values) => ({ ...values, storageGigabytes: values.storageGigabytes ?? null, version })}
      submit={t('Save')}
      done={t('Saved.')}
      invalidates={[getLicensesApi]}
      problemFields={{
        'license.nothing_to_share': 'shares',
        'license.too_few_to_share': 'shares',
        'license.too_few_named': 'shares',
      }}
    >
      {(form) => (
        <>
          <SwitchField
            name="shares"
            label={t('Share concurrent seats')}
            description={t(
              'Members of Privileged users hold a named seat each; all other employees share the concurrent ones while they are signed in.',
            )}
          />
          {form.watch('shares') && !settings.shares && <SharingAhead licenses={licenses} />}
          {form.watch('shares') && (
            <NumberField
              name="idleMinutes"
              label={t('Free a concurrent seat after minutes without a request')}
              description={t('All devices of a person count. Whoever comes back later signs in again.')}
              min={5}
              max={1440}
            />
          )}
          <ChoiceField
            name="atLimit"
            label={t('When no seat is left')}
            choices={[
              { value: 'refuse', label: t('Refuse'), description: t('Not one more than was bought.') },
              {
                value: 'grace',
                label: t('Grace'),
                description: t(
                  'A tenth more for some days, and packs that have ended count on for them. Once in 90 days.',
                ),
              },
            ]}
          />
          {form.watch('atLimit') === 'grace' && (
            <NumberField name="graceDays" label={t('Days of grace')} min={1} max={30} />
          )}
          <Columns>
            <NumberField
              name="storageGigabytes"
              label={t('Storage for files, in gigabytes')}
              description={
                plan.bought
                  ? t('Your packs say how much there is; this counts when they have ended.')
                  : t('Empty: no limit but the disk.')
              }
              min={1}
              disabled={plan.bought}
            />
            <TextField
              name="salesLink"
              label={t('Link of “Contact sales”')}
              description={t('https://… or mailto:…; empty: no link.')}
              maxLength={500}
            />
          </Columns>
        </>
      )}
    </CommandForm>
  )
}

/** The rules of licensing: the System supervisor keeps them, administrators read them. */
export function LicenseRules({ licenses }: { licenses: Licenses }) {
  const t = useText()
  const { settings, can } = licenses
  return (
    <Panel
      title={t('Rules')}
      description={
        can.supervise
          ? t('Kept by the System supervisor alone.')
          : t('Kept by the System supervisor; you can read them.')
      }
    >
      <Stack>
        {can.supervise ? (
          <RulesForm licenses={licenses} />
        ) : (
          <>
            <Text>
              {settings.shares
                ? t(
                    'Privileged users hold named seats, all others share concurrent ones, free after {{minutes}} minutes without a request.',
                    {
                      minutes: settings.idleMinutes,
                    },
                  )
                : t('Every employee holds a named seat.')}
            </Text>
            <Text>
              {settings.atLimit === 'refuse'
                ? t('When no seat is left, the next one is refused.')
                : t('When no seat is left, a tenth more is given for {{days}} days.', { days: settings.graceDays })}
            </Text>
          </>
        )}
        <TextLink href={links.group({ group: '00000000-0000-7000-8000-000000000004' })}>
          {t('Who is privileged')}
        </TextLink>
      </Stack>
    </Panel>
  )
}
