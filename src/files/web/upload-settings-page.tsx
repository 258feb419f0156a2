import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { SwitchField, TextAreaField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { getUploadSettingsApi, updateUploadSettingsApi, type UploadSettingsShape } from '../contract.ts'

const usual = 'pdf, png, jpg, jpeg, webp, gif, docx, xlsx, pptx, odt, ods, txt, csv, zip'

const written = (extensions: string[] | null): string => extensions?.join(', ') ?? usual
const read = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((each) => each.replace(/^\./, ''))
    .filter(Boolean)

function UploadForm({ settings, onSaved }: { settings: UploadSettingsShape; onSaved: (version: number) => void }) {
  const t = useText()
  const [version, setVersion] = useState(settings.version)
  return (
    <Panel title={t('Kinds of files')}>
      <CommandForm
        endpoint={updateUploadSettingsApi}
        start={{ isLimited: settings.extensions !== null, list: written(settings.extensions) }}
        input={({ isLimited, list }) => ({ version, extensions: isLimited ? read(list) : null })}
        submit={t('Save')}
        done={t('Saved')}
        invalidates={[getUploadSettingsApi]}
        onDone={(answer) => {
          setVersion(answer.version)
          onSaved(answer.version)
        }}
      >
        {({ watch }) => (
          <>
            <SwitchField name="isLimited" label={t('Only these kinds may be uploaded')} />
            {watch('isLimited') && (
              <TextAreaField
                name="list"
                label={t('Extensions')}
                rows={2}
                description={t('The content has to be what the extension says. Files that are there already stay.')}
              />
            )}
          </>
        )}
      </CommandForm>
    </Panel>
  )
}

function Settings({ settings }: { settings: UploadSettingsShape }) {
  const t = useText()
  const [opened, open] = useState(settings)
  const [own, setOwn] = useState(settings.version)
  return (
    <Stack gap="md">
      {settings.version > own && (
        <ChangedMeanwhile
          by={null}
          changes={[{ label: t('Extensions'), now: settings.extensions?.join(', ') ?? t('Every kind') }]}
          onTake={() => {
            open(settings)
            setOwn(settings.version)
          }}
        />
      )}
      <UploadForm key={opened.version} settings={opened} onSaved={setOwn} />
    </Stack>
  )
}

/** Administration → Files: which kinds may be uploaded, by employees and on portals. */
export function UploadSettingsPage() {
  const t = useText()
  const settings = useQueryOf(getUploadSettingsApi, {}, { topics: ['upload_settings'] })
  return (
    <Page
      title={t('Files')}
      description={t('Which kinds of files may be uploaded, by employees and by people from outside.')}
      width="reading"
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
    >
      <Loaded query={settings}>{(found) => <Settings settings={found} />}</Loaded>
    </Page>
  )
}
