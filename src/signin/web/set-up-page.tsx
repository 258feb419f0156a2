import { useEffect } from 'react'
import { links } from '../../base/employee-links.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { ChoiceField, SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { currentLanguage, languages, useText } from '../../ui/language.ts'
import { Columns, Heading, Line, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useGo } from '../../ui/link.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { setUpApi } from '../contract.ts'
import { NewPasswordField, passwordProblemFields } from '../portal/new-password-field.tsx'
import { browserTimeZone, timeZones } from '../portal/time-zones.ts'
import { useCompany } from './use-company.ts'

const start = () => ({
  companyName: '',
  fullName: '',
  email: '',
  password: '',
  language: currentLanguage(),
  timeZone: browserTimeZone(),
  content: 'empty' as 'empty' | 'demo',
})

function Fields({ isWorking, withDemo }: { isWorking: boolean; withDemo: boolean }) {
  const t = useText()
  return (
    <>
      <TextField name="companyName" label={t('Company name')} required autoFocus autoComplete="organization" />
      <Columns>
        <SelectField name="language" label={t('Language')} options={languages} required />
        <SelectField name="timeZone" label={t('Time zone')} options={timeZones()} searchable required />
      </Columns>
      <Line />
      <div>
        <Heading>{t('The System supervisor: you')}</Heading>
        <Text quiet small>
          {t('May do everything, and gets the tasks nobody else can be found for. The role can be handed over later.')}
        </Text>
      </div>
      <TextField name="fullName" label={t('Your name')} required autoComplete="name" />
      <TextField name="email" label={t('E-mail')} type="email" required autoComplete="email" />
      <NewPasswordField wordsOfFields={['companyName', 'fullName', 'email']} />
      <Line />
      <ChoiceField
        name="content"
        label={t('Begin')}
        choices={[
          { value: 'empty', label: t('Empty'), description: t('Only you and the company. You build up the rest.') },
          {
            value: 'demo',
            label: t('With the demo company'),
            description: t('Employees, groups, an org chart and two client companies to look around with.'),
          },
        ]}
      />
      {isWorking && (
        <ProgressBar label={withDemo ? t('Setting up, and filling in the demo company…') : t('Setting up…')} />
      )}
    </>
  )
}

/** The first visit: one page, once in the life of an installation. */
export function SetUpPage() {
  const t = useText()
  const go = useGo()
  const { state } = useCompany()
  const isDone = state.data?.done ?? false
  useEffect(() => {
    if (isDone) go(links.signIn(), { replace: true })
  }, [isDone, go])

  return (
    <Loaded query={state}>
      {({ done }) =>
        done ? null : (
          <AuthLayout
            wide
            title={t('Set up Portico')}
            description={t('This page is shown once. Everything here but the choice at the end can be changed later.')}
            brand={{ name: 'Portico', message: t('One place for the work inside, one door for the people outside.') }}
          >
            <CommandForm
              endpoint={setUpApi}
              start={start()}
              submit={t('Set up and sign in')}
              wideButton
              problemFields={passwordProblemFields}
              // A new page, so that everything is asked for anew with the session that was just opened.
              onDone={() => window.location.assign(links.administration())}
            >
              {(form) => <Fields isWorking={form.formState.isSubmitting} withDemo={form.watch('content') === 'demo'} />}
            </CommandForm>
          </AuthLayout>
        )
      }
    </Loaded>
  )
}
