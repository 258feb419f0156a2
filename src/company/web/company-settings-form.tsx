import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useFieldArray } from 'react-hook-form'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import {
  companyNameLimit,
  type CompanySettingsShape,
  getCompanySettingsApi,
  linksLimit,
  updateCompanySettingsApi,
} from '../contract.ts'
import { useSettingOptions } from './setting-words.ts'

const timeZones = () => ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone }))

function LinksFields() {
  const t = useText()
  const { fields, append, remove } = useFieldArray({ name: 'links' })
  return (
    <Stack gap="sm">
      {fields.length === 0 && (
        <Text small quiet>
          {t('None yet: the handbook, the intranet or the help desk, for example.')}
        </Text>
      )}
      {fields.map((field, at) => (
        <Row key={field.id} align="end">
          <TextField name={`links.${at}.label`} label={t('Label')} maxLength={60} />
          <TextField name={`links.${at}.url`} label={t('Address')} type="url" placeholder="https://" />
          <IconButton icon={IconX} label={t('Remove the link')} onClick={() => remove(at)} />
        </Row>
      ))}
      <div>
        <Button
          kind="plain"
          icon={IconPlus}
          disabledReason={fields.length >= linksLimit && t('At most {{limit}} links', { limit: linksLimit })}
          onClick={() => append({ label: '', url: '' })}
        >
          {t('Add a link')}
        </Button>
      </div>
    </Stack>
  )
}

function FormatFields() {
  const t = useText()
  const options = useSettingOptions()
  return (
    <Columns>
      <SelectField name="dateFormat" label={t('Dates')} options={options.dateFormat} />
      <SelectField name="timeFormat" label={t('Times')} options={options.timeFormat} />
      <SelectField name="numberFormat" label={t('Numbers')} options={options.numberFormat} />
      <SelectField name="firstDayOfWeek" label={t('First day of the week')} options={options.firstDayOfWeek} />
      <TextField
        name="phoneCountry"
        label={t('Country of phone numbers')}
        description={t('Two letters, such as DE: whose numbers are written without a country code')}
        maxLength={2}
      />
    </Columns>
  )
}

export function CompanySettingsForm(props: { settings: CompanySettingsShape; onSaved: (version: number) => void }) {
  const { version: first, changedBy: _by, changedAt: _at, ...start } = props.settings
  const t = useText()
  const [version, setVersion] = useState(first)
  const options = useSettingOptions()
  return (
    <CommandForm
      endpoint={updateCompanySettingsApi}
      start={{ ...start, firstDayOfWeek: String(start.firstDayOfWeek), phoneCountry: start.phoneCountry ?? '' }}
      input={(values) => ({
        ...values,
        version,
        firstDayOfWeek: Number(values.firstDayOfWeek) as 1 | 6 | 7,
        phoneCountry: values.phoneCountry === '' ? null : values.phoneCountry.toUpperCase(),
      })}
      submit={t('Save')}
      done={t('Saved. Pages show it when they are opened next')}
      invalidates={[getCompanySettingsApi, 'me']}
      onDone={(answer) => {
        setVersion(answer.version)
        props.onSaved(answer.version)
      }}
    >
      <Panel title={t('Company')}>
        <Stack>
          <TextField name="name" label={t('Name of the company')} required maxLength={companyNameLimit} />
          <Columns>
            <SelectField
              name="language"
              label={t('Language')}
              description={t('Of mails to people who have chosen none')}
              options={options.language}
            />
            <SelectField
              name="timeZone"
              label={t('Time zone')}
              description={t('Of people who have chosen none')}
              options={timeZones()}
              searchable
            />
          </Columns>
        </Stack>
      </Panel>
      <Panel title={t('Formats')} description={t('On both sides, for everybody.')}>
        <FormatFields />
      </Panel>
      <Panel title={t('Links')} description={t('Shown to employees in the menu of their account.')}>
        <LinksFields />
      </Panel>
    </CommandForm>
  )
}
