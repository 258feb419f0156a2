import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { type CompanySettingsShape, getCompanySettingsApi } from '../contract.ts'
import { CompanySettingsForm } from './company-settings-form.tsx'
import { useSettingWords } from './setting-words.ts'

function Settings({ settings }: { settings: CompanySettingsShape }) {
  const words = useSettingWords()
  // The form keeps what was there when it was opened; what came later is told, not laid over what is being typed.
  const [opened, open] = useState(settings)
  const [own, setOwn] = useState(settings.version)
  const changes = words(settings).filter(({ key, now }) => words(opened).find((was) => was.key === key)?.now !== now)
  return (
    <Stack gap="md">
      {settings.version > own && changes.length > 0 && (
        <ChangedMeanwhile
          by={settings.changedBy}
          changes={changes}
          onTake={() => {
            open(settings)
            setOwn(settings.version)
          }}
        />
      )}
      <CompanySettingsForm key={opened.version} settings={opened} onSaved={setOwn} />
    </Stack>
  )
}

/** Administration → Company settings. */
export function CompanySettingsPage() {
  const t = useText()
  const settings = useQueryOf(getCompanySettingsApi, {}, { topics: ['company'] })
  return (
    <Page
      title={t('Company settings')}
      description={t('What the company is called, and how dates and numbers are written for everybody.')}
      width="reading"
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
    >
      <Loaded query={settings}>{(found) => <Settings settings={found} />}</Loaded>
    </Page>
  )
}
