import { useState } from 'react'
import { escapeHtml, fillTemplate } from '../../base/mail-template.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { TextAreaField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Verbatim } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import { Tabs } from '../../ui/tabs.tsx'
import {
  getMailSettingsApi,
  type MailSettingsShape,
  templateLimits,
  updateMailTemplateApi,
} from '../contract-settings.ts'
import { AsReceived } from './as-received.tsx'

function Preview({ html, text, sample }: { html: string; text: string; sample: MailSettingsShape['sample'] }) {
  const t = useText()
  const { subject } = sample
  const filled = fillTemplate(html, { subject: escapeHtml(subject), body: sample.html })
  return (
    <Tabs
      name="preview"
      tabs={[
        { key: 'html', label: t('As received'), content: <AsReceived html={filled} title={subject} /> },
        {
          key: 'text',
          label: t('Plain text'),
          content: <Verbatim>{fillTemplate(text, { subject, body: sample.text })}</Verbatim>,
        },
      ]}
    />
  )
}

/** One template around every mail Portico writes, seen while it is changed. */
export function MailTemplateForm({ settings }: { settings: MailSettingsShape }) {
  const t = useText()
  const [version, setVersion] = useState(settings.version)
  const reset = useCommand(updateMailTemplateApi, {
    done: t('Back to the standard'),
    invalidates: [getMailSettingsApi],
  })
  const start = settings.template ?? settings.ownTemplate
  const goBack = async () => {
    const isMeant = await confirm({
      title: t('Go back to the standard template?'),
      text: t('Your template is forgotten. Mails that were written already keep it.'),
      action: t('Go back'),
      danger: true,
    })
    if (isMeant) reset.run({ version, template: null })
  }
  return (
    <Panel
      title={t('Template')}
      description={t(
        'Around every mail: the text of each stands in place of {{body}}, its subject in place of {{subject}}.',
        { body: '{{body}}', subject: '{{subject}}' },
      )}
    >
      <CommandForm
        endpoint={updateMailTemplateApi}
        start={start}
        input={(template) => ({ version, template })}
        submit={t('Save')}
        done={t('Saved')}
        invalidates={[getMailSettingsApi]}
        onDone={(answer) => setVersion(answer.version)}
      >
        {({ watch }) => (
          <Stack>
            <TextAreaField name="html" label={t('HTML')} rows={6} maxLength={templateLimits.html} />
            <TextAreaField name="text" label={t('Plain text')} rows={3} maxLength={templateLimits.text} />
            <Preview html={watch('html')} text={watch('text')} sample={settings.sample} />
            {settings.template && (
              <div>
                <Button kind="plain" onClick={() => void goBack()} isRunning={reset.isRunning}>
                  {t('Reset to the standard')}
                </Button>
              </div>
            )}
          </Stack>
        )}
      </CommandForm>
    </Panel>
  )
}
