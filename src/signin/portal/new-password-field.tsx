import { Group, Progress, Stack } from '@mantine/core'
import { IconCheck, IconCircle } from '@tabler/icons-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { PasswordField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Spoken, Text } from '../../ui/layout.tsx'
import { passwordLength } from '../contract.ts'
import { lookAt } from './password-strength.ts'

export type NewPasswordFieldProps = {
  /** What the password must not be made of: company, and fields of this form such as `fullName`. */
  ownWords?: readonly string[]
  wordsOfFields?: readonly string[]
  autoFocus?: boolean
}

function Rule({ met, children }: { met: boolean; children: string }) {
  const t = useText()
  const Icon = met ? IconCheck : IconCircle
  return (
    <Group gap={6} wrap="nowrap" component="li">
      <Icon size={14} color={met ? 'var(--mantine-color-success)' : 'var(--mantine-color-dimmed)'} aria-hidden />
      <Text small quiet={!met}>
        {children}
        <Spoken>{met ? t('Met') : t('Not yet')}</Spoken>
      </Text>
    </Group>
  )
}

const tones = ['gray', 'red', 'amber', 'green', 'green']

/** A new password with its rules said before one of them fails, and how strong it looks while it is typed. */
export function NewPasswordField({ ownWords = [], wordsOfFields = [], autoFocus }: NewPasswordFieldProps) {
  const t = useText()
  const { control } = useFormContext()
  const [typed, ...fromFields] = useWatch({ control, name: ['password', ...wordsOfFields] }) as string[]
  const password = typed ?? ''
  const words = [...ownWords, ...fromFields].filter((word) => !!word)
  const { longEnough, unlikeYou, strength } = lookAt(password, passwordLength.min, words)
  const says = ['', t('Weak'), t('Fair'), t('Good'), t('Strong')][strength]
  return (
    <Stack gap={8}>
      <PasswordField
        name="password"
        label={t('Password')}
        required
        autoComplete="new-password"
        autoFocus={autoFocus ?? false}
      />
      <Group gap="xs" wrap="nowrap" aria-live="polite">
        <Progress
          value={strength * 25}
          color={tones[strength] ?? 'gray'}
          size={5}
          radius="xl"
          style={{ flex: 1 }}
          aria-label={t('Strength of the password')}
        />
        <Text small quiet>
          {says || t('Strength')}
        </Text>
      </Group>
      <Stack gap={2} component="ul" style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        <Rule met={longEnough}>
          {t('At least {{count}} characters; a few words are fine', { count: passwordLength.min })}
        </Rule>
        <Rule met={password !== '' && unlikeYou}>{t('Not made of your name, e-mail address or company')}</Rule>
        <Rule met={strength >= 2}>{t('Not one of the passwords that everybody tries')}</Rule>
      </Stack>
    </Stack>
  )
}

/** Refusals of a new password, all shown at its field. */
export const passwordProblemFields = {
  'password.too_short': 'password',
  'password.too_long': 'password',
  'password.too_common': 'password',
  'password.has_own_words': 'password',
}
