import { IconSend } from '@tabler/icons-react'
import { useFormContext } from 'react-hook-form'
import { fillPlaces, textLimits } from '../../base/mail-template.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text, Verbatim } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import {
  listMailTextsApi,
  type MailTextShape,
  restoreMailTextApi,
  tryMailTextApi,
  updateMailTextApi,
} from '../contract-texts.ts'

type Values = { subject: string; body: string }

/** As its reader gets it, with examples in the places; the company's template goes around it. */
function Preview({ text: { sample, button }, values }: { text: MailTextShape; values: Values }) {
  const t = useText()
  const paragraphs = fillPlaces(values.body, sample)
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
  return (
    <Panel title={t('As received')}>
      <Stack gap="sm">
        <Text strong>{fillPlaces(values.subject, sample)}</Text>
        {paragraphs.map((part, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- two paragraphs may say the same
          <Text key={at}>{part}</Text>
        ))}
        {button && <Text quiet>{t('Below it the button “{{button}}”.', { button })}</Text>}
      </Stack>
    </Panel>
  )
}

function Try({ text: { kind, language } }: { text: MailTextShape }) {
  const t = useText()
  const { getValues } = useFormContext<Values>()
  const command = useCommand(tryMailTextApi, { done: t('It is on its way to you.'), invalidates: ['mail'] })
  return (
    <Button
      kind="plain"
      icon={IconSend}
      isRunning={command.isRunning}
      onClick={() => command.run({ kind, language, ...getValues() })}
    >
      {t('Send it to me')}
    </Button>
  )
}

function Restore({ text: { kind, language }, onDone }: { text: MailTextShape; onDone: () => void }) {
  const t = useText()
  const command = useCommand(restoreMailTextApi, {
    done: t('Back to the standard'),
    invalidates: [listMailTextsApi],
    onDone,
  })
  const ask = async () => {
    const isMeant = await confirm({
      title: t('Go back to Portico’s words?'),
      text: t('Yours are forgotten. Mails that were written already keep them.'),
      action: t('Go back'),
      danger: true,
    })
    if (isMeant) command.run({ kind, language })
  }
  return (
    <Button kind="plain" isRunning={command.isRunning} onClick={() => void ask()}>
      {t('Reset to the standard')}
    </Button>
  )
}

/** One kind of mail in one language, seen while it is changed. */
export function MailTextForm({ text, onDone }: { text: MailTextShape; onDone: () => void }) {
  const t = useText()
  return (
    <CommandForm
      endpoint={updateMailTextApi}
      start={{ subject: text.subject, body: text.body }}
      input={(values) => ({ kind: text.kind, language: text.language, version: text.version, ...values })}
      submit={t('Save')}
      done={t('Saved')}
      invalidates={[listMailTextsApi]}
      problemFields={{ 'mail_text.unusable': 'body' }}
      onDone={onDone}
    >
      {({ watch }) => (
        <Stack gap="md">
          <TextField name="subject" label={t('Subject')} required maxLength={textLimits.subject} />
          <TextAreaField
            name="body"
            label={t('Text')}
            description={t('Words only; an empty line begins a new paragraph.')}
            rows={8}
            maxLength={textLimits.body}
          />
          {text.places.length > 0 && (
            <Row gap="xs">
              <Text quiet>{t('Places that are filled in:')}</Text>
              {text.places.map(({ name, isNeeded }) => (
                <Text key={name} quiet>
                  <Verbatim>{`{{${name}}}`}</Verbatim> {isNeeded && t('(needed)')}
                </Text>
              ))}
            </Row>
          )}
          <Preview text={text} values={{ subject: watch('subject'), body: watch('body') }} />
          <Row>
            <Try text={text} />
            {text.isOwn && <Restore text={text} onDone={onDone} />}
          </Row>
        </Stack>
      )}
    </CommandForm>
  )
}
