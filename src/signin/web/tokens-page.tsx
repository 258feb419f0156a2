import { IconKey, IconPlus } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand } from '../../ui/queries.ts'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { listTokensApi, revokeTokenApi, type TokenShape } from '../tokens-contract.ts'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { reachWords } from './token-words.ts'

function RevokeButton({ token }: { token: TokenShape }) {
  const t = useText()
  const revoke = useCommand(revokeTokenApi, { invalidates: [listTokensApi], done: t('The token is ended.') })
  if (token.state !== 'works') return null
  const ask = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('End the token “{{name}}”?', { name: token.name }),
      text: t('Programs that use it are refused from the next request on. It cannot be brought back.'),
      action: t('End the token'),
      danger: true,
    })
    if (isSure) revoke.run({ token: token.id })
  }
  return (
    <Button kind="plain" size="xs" isRunning={revoke.isRunning} onClick={() => void ask()}>
      {t('End')}
    </Button>
  )
}

const tones = { works: 'good', expired: 'neutral', ended: 'neutral' } as const

/** Administration → Tokens: programs that act as a person, who made them, and when they came last. */
export function TokensPage() {
  const t = useText()
  const { search, change } = useAddress()
  const states = { works: t('Works'), expired: t('Expired'), ended: t('Ended') }
  const create = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('New API token')}
    </Button>
  )
  return (
    <Page
      title={t('API tokens')}
      description={t(
        'Programs that act as a person, with that person’s rights. A lock, an end or a lost seat stops them at once.',
      )}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={create}
    >
      <DataList
        label={t('API tokens')}
        endpoint={listTokensApi}
        topics={['tokens']}
        search={t('Search by name or person')}
        filters={[
          {
            name: 'state',
            label: t('State'),
            options: Object.entries(states).map(([value, label]) => ({ value, label })),
          },
        ]}
        empty={{
          icon: IconKey,
          title: t('No program signs in yet'),
          text: t(
            'A token lets a program read or write through the API as a person. It is shown once; here you see when it was used last.',
          ),
          action: create,
        }}
        columns={[
          {
            key: 'name',
            title: t('Name'),
            show: (token) => (
              <div>
                <Text strong>{token.name}</Text>
                <Text small quiet>
                  {reachWords(token, t)} · {t('made by {{name}}', { name: token.createdBy })}
                </Text>
              </div>
            ),
          },
          {
            key: 'user',
            title: t('Acts as'),
            width: 150,
            show: ({ user, userName }) => <TextLink href={links.user({ user })}>{userName}</TextLink>,
          },
          {
            key: 'state',
            title: t('State'),
            width: 100,
            show: ({ state }) => <StatusBadge tone={tones[state]}>{states[state]}</StatusBadge>,
          },
          {
            key: 'used',
            title: t('Last used'),
            width: 130,
            show: ({ lastUsedAt }) => (lastUsedAt ? <RelativeTime at={lastUsedAt} /> : t('Never')),
          },
          {
            key: 'expires',
            title: t('Works until'),
            width: 120,
            show: ({ expiresAt }) => <Moment at={expiresAt} dayOnly />,
          },
          { key: 'end', title: '', width: 90, show: (token) => <RevokeButton token={token} /> },
        ]}
      />
      <CreateTokenDialog
        isMine={false}
        isOpen={search.dialog === 'new'}
        onClose={() => change({ dialog: undefined })}
      />
    </Page>
  )
}
