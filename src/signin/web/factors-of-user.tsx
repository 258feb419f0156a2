import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getFactorsOfUserApi, removeFactorsOfUserApi } from '../factors-contract.ts'

type Password = AnswerOf<typeof getFactorsOfUserApi>['password']

const advices = {
  must_change: 'Has to be changed at the next sign-in',
  overdue: 'Older than the company wants',
  below_rules: 'Below the rules of now',
} as const

function PasswordLine({ password: { isSet, isElsewhere, setAt, advice } }: { password: Password }) {
  const t = useText()
  return (
    <Row gap="xs">
      <Text quiet>{t('Password')}:</Text>
      {isElsewhere ? (
        <Text>{t('Kept in the directory')}</Text>
      ) : isSet ? (
        <Text>
          {t('chosen on')} <Moment at={setAt!} />
        </Text>
      ) : (
        <Text>{t('Never chosen here')}</Text>
      )}
      {advice && <StatusBadge tone="warning">{t(advices[advice])}</StatusBadge>}
    </Row>
  )
}

type Props = { user: { id: string; fullName: string }; isHeld?: boolean }

/** For administrators: what a person proves with beside the password, and the help for who has lost it. */
export function FactorsOfUser({ user: { id, fullName }, isHeld = false }: Props) {
  const t = useText()
  const factors = useQueryOf(getFactorsOfUserApi, { user: id }, { topics: ['users', 'security'] })
  const remove = useCommand(removeFactorsOfUserApi, {
    invalidates: [getFactorsOfUserApi],
    done: t('The second factors are removed. The person is told by mail.'),
  })
  const ask = async (): Promise<void> => {
    const text = t(
      'Make sure who asks you for this. Signing in then takes the password alone, or something new where it is demanded.',
    )
    const title = t('Remove all second factors of {{name}}?', { name: fullName })
    if (await confirm({ title, text, action: t('Remove'), danger: true })) remove.run({ user: id })
  }
  return (
    <Panel title={t('Signing in')}>
      <Loaded query={factors} skeleton={<FormSkeleton fields={1} />}>
        {({ app, emailCode, passkeys, recoveryCodes, isDemanded, password }) => {
          const ways = [
            ...passkeys.map(({ name }) => t('Passkey “{{name}}”', { name })),
            ...(app ? [t('Authenticator app')] : []),
            ...(emailCode ? [t('Codes by mail')] : []),
          ]
          return (
            <Stack gap="sm">
              <PasswordLine password={password} />
              <Row gap="xs">
                <Text quiet>{t('More than a password')}:</Text>
                <Text>{ways.length > 0 ? ways.join(', ') : t('Nothing is set up.')}</Text>
                {isDemanded && ways.length === 0 && <StatusBadge tone="warning">{t('Demanded')}</StatusBadge>}
              </Row>
              {ways.length > 0 && (
                <Row justify="between">
                  <Text small quiet>
                    {t('Recovery codes left: {{number}}', { number: recoveryCodes })}
                  </Text>
                  <Button
                    kind="plain"
                    size="xs"
                    isRunning={remove.isRunning}
                    disabledReason={isHeld && t('Of administrators only the System supervisor removes them.')}
                    onClick={() => void ask()}
                  >
                    {t('Remove all')}
                  </Button>
                </Row>
              )}
            </Stack>
          )
        }}
      </Loaded>
    </Panel>
  )
}
