import type { ReactNode } from 'react'
import { type getMeApi, personNameLimit, type updateMeApi } from '../../people/contract.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { chooseLanguage, languages, useText } from '../../ui/language.ts'
import { Columns, Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { EmailPanel } from './email-panel.tsx'
import { asCompany, chosen, FormatFields } from './format-fields.tsx'
import { MailChoicesPanel } from './mail-choices-panel.tsx'
import { FactorsPanel } from './factors-panel.tsx'
import { IdentitiesPanel } from './identities-panel.tsx'
import type { OwnEndpoints } from './own-endpoints.ts'
import { PasswordPanel } from './password-panel.tsx'
import { SessionsPanel, type SessionsPanelProps } from './sessions-panel.tsx'
import { timeZones } from './time-zones.ts'

/** The endpoints of one's own side: employees and portals have the same ones below different addresses. */
export type ProfileProps = Omit<SessionsPanelProps, 'endOthers'> & {
  getMe: typeof getMeApi
  updateMe: typeof updateMeApi
  own: OwnEndpoints
  /** Of the portal somebody from outside is in: the links of mails lead back there. */
  portal?: string
  children?: ReactNode
}

/** One's own name, language, time zone, ways in and sessions, on either side. */
export function Profile({ getMe, updateMe, own, portal, children, ...sessions }: ProfileProps) {
  const t = useText()
  const me = useQueryOf(getMe, {}, { topics: ['me'] })
  return (
    <Loaded query={me}>
      {({ version, fullName, language, timeZone, dateFormat, timeFormat, numberFormat, email, companyName }) => (
        <Page title={t('Profile')} description={email} width="reading">
          <Stack>
            <Panel title={t('You')}>
              <CommandForm
                // A saved profile is a new one: the form starts from it.
                key={version}
                endpoint={updateMe}
                start={{
                  fullName,
                  language,
                  timeZone,
                  dateFormat: dateFormat ?? asCompany,
                  timeFormat: timeFormat ?? asCompany,
                  numberFormat: numberFormat ?? asCompany,
                }}
                input={({ dateFormat, timeFormat, numberFormat, ...values }) => ({
                  version,
                  ...values,
                  dateFormat: chosen(dateFormat),
                  timeFormat: chosen(timeFormat),
                  numberFormat: chosen(numberFormat),
                })}
                submit={t('Save')}
                done={t('Saved.')}
                invalidates={[getMe, 'me']}
                onDone={(_, saved) => chooseLanguage(saved.language ?? language)}
              >
                <TextField
                  name="fullName"
                  label={t('Your name')}
                  description={t('As everybody else sees it.')}
                  autoComplete="name"
                  required
                  maxLength={personNameLimit}
                />
                <Columns>
                  <SelectField
                    name="language"
                    label={t('Language')}
                    options={languages}
                    description={t('Of the screens and of mails to you.')}
                  />
                  <SelectField
                    name="timeZone"
                    label={t('Time zone')}
                    options={timeZones()}
                    searchable
                    description={t('Times are shown in it.')}
                  />
                </Columns>
                <FormatFields />
              </CommandForm>
            </Panel>
            {email && <EmailPanel own={own} email={email} portal={portal} />}
            <PasswordPanel own={own} ownWords={[companyName, fullName, email ?? '']} />
            <FactorsPanel own={own} />
            <IdentitiesPanel own={own} portal={portal} />
            <SessionsPanel {...sessions} endOthers={own.endOthers} />
            <MailChoicesPanel getChoices={own.getMailChoices} chooseMails={own.chooseMails} />
            {children}
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
