import { IconLink } from '@tabler/icons-react'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { listIdentitiesOfUserApi, removeIdentityOfUserApi } from '../identities-contract.ts'
import { IdentityWords } from '../portal/identity-words.tsx'
import { Way } from '../portal/way.tsx'

/** For administrators: by which providers a person comes in; nothing where there is none. */
export function IdentitiesOfUser({ user }: { user: string }) {
  const t = useText()
  const identities = useQueryOf(listIdentitiesOfUserApi, { user }, { topics: ['users', 'providers'] })
  const remove = useCommand(removeIdentityOfUserApi, {
    invalidates: [listIdentitiesOfUserApi],
    done: t('It is unlinked. The person is told by mail.'),
  })
  if (!identities.data || identities.data.rows.length === 0) return null
  const ask = async (identity: string, provider: string): Promise<void> => {
    const title = t('Unlink {{provider}}?', { provider })
    const text = t(
      'The person can no longer sign in with it. Without a password a new one is set by “Forgotten your password?”.',
    )
    if (await confirm({ title, text, action: t('Unlink'), danger: true })) remove.run({ user, identity })
  }
  return (
    <Panel title={t('Sign-in providers')}>
      <Stack>
        {identities.data.rows.map((row) => (
          <Way key={row.id} icon={IconLink} title={row.providerName} text={<IdentityWords row={row} />}>
            <Button
              kind="plain"
              size="xs"
              isRunning={remove.isRunning}
              onClick={() => void ask(row.id, row.providerName)}
            >
              {t('Unlink')}
            </Button>
          </Way>
        ))}
      </Stack>
    </Panel>
  )
}
