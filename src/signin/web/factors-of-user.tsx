import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getFactorsOfUserApi, removeFactorsOfUserApi } from '../factors-contract.ts'

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
    <Panel title={t('More than a password')}>
      <Loaded query={factors} skeleton={<FormSkeleton fields={1} />}>
        {({ app, emailCode, passkeys, recoveryCodes, isDemanded }) => {
          const ways = [
            ...passkeys.map(({ name }) => t('Passkey “{{name}}”', { name })),
            ...(app ? [t('Authenticator app')] : []),
            ...(emailCode ? [t('Codes by mail')] : []),
          ]
          return (
            <Stack gap="sm">
              <Row gap="xs">
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
