import type { AnswerOf, SentOf } from '../../base/endpoint.ts'
import type { getSecuritySettingsApi, previewSecuritySettingsApi } from '../security-contract.ts'

type Settings = AnswerOf<typeof getSecuritySettingsApi>
type Rules = SentOf<typeof previewSecuritySettingsApi>

/** As the form holds them: no number where the rule is "none", the words one a line, the kinds as switches. */
export type RuleValues = Omit<
  Settings,
  'passwordBlocked' | 'passwordDays' | 'passwordReminderDays' | 'sessionsEmployee' | 'sessionsPortal' | 'factorKinds'
> & {
  passwordBlocked: string
  passwordDays: number | undefined
  passwordReminderDays: number | undefined
  sessionsEmployee: number | undefined
  sessionsPortal: number | undefined
  factorKinds: { passkey: boolean; totp: boolean; email_code: boolean }
}

export const valuesOf = (settings: Settings): RuleValues => ({
  ...settings,
  passwordBlocked: settings.passwordBlocked.join('\n'),
  passwordDays: settings.passwordDays ?? undefined,
  passwordReminderDays: settings.passwordReminderDays ?? undefined,
  sessionsEmployee: settings.sessionsEmployee ?? undefined,
  sessionsPortal: settings.sessionsPortal ?? undefined,
  factorKinds: {
    passkey: settings.factorKinds.includes('passkey'),
    totp: settings.factorKinds.includes('totp'),
    email_code: settings.factorKinds.includes('email_code'),
  },
})

export function rulesOf(values: RuleValues): Rules {
  const { readers: _, version: __, changedAt: ___, changedBy: ____, ...rest } = values
  return {
    ...rest,
    passwordBlocked: values.passwordBlocked
      .split('\n')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    passwordDays: values.passwordDays ?? null,
    passwordReminderDays: values.passwordReminderDays ?? null,
    sessionsEmployee: values.sessionsEmployee ?? null,
    sessionsPortal: values.sessionsPortal ?? null,
    factorKinds: (['passkey', 'totp', 'email_code'] as const).filter((kind) => values.factorKinds[kind]),
  }
}
