import { IconCheck, IconCircle } from '@tabler/icons-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { PasswordField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Spoken, Stack, Text } from '../../ui/layout.tsx'
import { Meter } from '../../ui/meter.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { passwordRefusals } from '../contract.ts'
import { getSignInRulesApi } from '../security-contract.ts'
import { lookAt } from './password-strength.ts'

/** Of a new installation; what is set there counts as soon as it is known. */
const rulesAtFirst = { passwordLength: 12, passwordMixed: false }

export type NewPasswordFieldProps = {
  /** `password` unless the form has an old one beside it. */
  name?: string
  label?: string
  /** What the password must not be made of: company, and fields of this form such as `fullName`. */
  ownWords?: readonly string[]
  wordsOfFields?: readonly string[]
  autoFocus?: boolean
}

function Rule({ met, children }: { met: boolean; children: string }) {
  const t = useText()
  const Icon = met ? IconCheck : IconCircle
  return (
    <li>
      <Row gap="xs" oneLine>
        <Icon size={14} color={met ? 'var(--mantine-color-success)' : 'var(--mantine-color-dimmed)'} aria-hidden />
        <Text small quiet={!met}>
          {children}
          <Spoken>{met ? t('Met') : t('Not yet')}</Spoken>
        </Text>
      </Row>
    </li>
  )
}

const mixed = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]
const tones = ['plain', 'bad', 'warning', 'good', 'good'] as const

/** A new password with its rules said before one of them fails, and how strong it looks while it is typed. */
export function NewPasswordField({
  name = 'password',
  label,
  ownWords = [],
  wordsOfFields = [],
  autoFocus,
}: NewPasswordFieldProps) {
  const t = useText()
  const rules = useQueryOf(getSignInRulesApi, {}).data ?? rulesAtFirst
  const { control } = useFormContext()
  const [typed, ...fromFields] = useWatch({ control, name: [name, ...wordsOfFields] }) as string[]
  const password = typed ?? ''
  const words = [...ownWords, ...fromFields].filter((word) => !!word)
  const { longEnough, unlikeYou, strength } = lookAt(password, rules.passwordLength, words)
  const says = ['', t('Weak'), t('Fair'), t('Good'), t('Strong')][strength]
  return (
    <Stack gap="xs">
      <PasswordField
        name={name}
        label={label ?? t('Password')}
        required
        autoComplete="new-password"
        autoFocus={autoFocus ?? false}
      />
      <div aria-live="polite">
        <Meter share={strength / 4} tone={tones[strength] ?? 'plain'} />
        <Text small quiet>
          <Spoken>{t('Strength of the password')}</Spoken>
          {says || t('Strength')}
        </Text>
      </div>
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        <Rule met={longEnough}>
          {t('At least {{count}} characters; a few words are fine', { count: rules.passwordLength })}
        </Rule>
        {rules.passwordMixed && (
          <Rule met={mixed.every((kind) => kind.test(password))}>
            {t('Capital and small letters, a digit and another sign')}
          </Rule>
        )}
        <Rule met={password !== '' && unlikeYou}>{t('Not made of your name, e-mail address or company')}</Rule>
        <Rule met={strength >= 2}>{t('Not one of the passwords that everybody tries')}</Rule>
      </ul>
    </Stack>
  )
}

/** Refusals of a new password, all shown at its field. */
export const problemFieldsOf = (name: string): Record<string, string> =>
  Object.fromEntries([...passwordRefusals, 'password.same'].map((code) => [code, name]))

export const passwordProblemFields = problemFieldsOf('password')
