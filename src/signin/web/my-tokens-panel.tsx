import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { listMyTokensApi, revokeMyTokenApi, type TokenShape } from '../tokens-contract.ts'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { reachWords } from './token-words.ts'

function TokenLine({ token }: { token: TokenShape }) {
  const t = useText()
  const revoke = useCommand(revokeMyTokenApi, { invalidates: [listMyTokensApi], done: t('The token is ended.') })
  return (
    <Row justify="between" oneLine>
      <div>
        <Text strong>{token.name}</Text>
        <Text small quiet>
          {reachWords(token, t)} · {t('Works until')} <Moment at={token.expiresAt} dayOnly /> ·{' '}
          {token.lastUsedAt ? (
            <>
              {t('used')} <RelativeTime at={token.lastUsedAt} />
            </>
          ) : (
            t('never used')
          )}
        </Text>
      </div>
      <Button kind="plain" size="xs" isRunning={revoke.isRunning} onClick={() => revoke.run({ token: token.id })}>
        {t('End')}
      </Button>
    </Row>
  )
}

/** On one's profile: programs that act as oneself. */
export function MyTokensPanel() {
  const t = useText()
  const [isOpen, setIsOpen] = useState(false)
  const tokens = useQueryOf(listMyTokensApi, {}, { topics: ['tokens'] })
  return (
    <Panel
      title={t('API tokens')}
      description={t('Programs that act as you, with your rights. A new password ends them all.')}
      actions={
        <Button
          kind="plain"
          icon={IconPlus}
          disabledReason={tokens.data?.hasSeat === false && t('A token needs a named seat. Ask an administrator.')}
          onClick={() => setIsOpen(true)}
        >
          {t('New API token')}
        </Button>
      }
    >
      <Loaded query={tokens} skeleton={<FormSkeleton fields={1} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text quiet>{t('No program acts as you.')}</Text>
          ) : (
            <Stack>
              {rows.map((token) => (
                <TokenLine key={token.id} token={token} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <CreateTokenDialog isMine isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </Panel>
  )
}
