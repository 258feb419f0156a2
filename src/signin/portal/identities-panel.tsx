import { IconExternalLink, IconLink } from '@tabler/icons-react'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { IdentityWords } from './identity-words.tsx'
import type { OwnEndpoints } from './own-endpoints.ts'
import { Way } from './way.tsx'

type Props = { own: OwnEndpoints; portal?: string | undefined }

/** Who one is at which providers; nothing where the company has none and nothing is linked. */
export function IdentitiesPanel({ own, portal }: Props) {
  const t = useText()
  const asked = portal === undefined ? {} : { portal }
  const mine = useQueryOf(own.listIdentities, asked, { topics: ['me'] })
  const link = useCommand(own.beginLink, { onDone: ({ address }) => window.location.assign(address) })
  const remove = useCommand(own.removeIdentity, { invalidates: [own.listIdentities], done: t('It is unlinked.') })
  if (!mine.data || mine.data.rows.length + mine.data.others.length === 0) return null
  const ask = async (identity: string, provider: string): Promise<void> => {
    const title = t('Unlink {{provider}}?', { provider })
    const text = t('You can no longer sign in with it. Your account stays as it is.')
    if (await confirm({ title, text, action: t('Unlink'), danger: true })) remove.run({ identity })
  }
  return (
    <Panel
      title={t('Sign in with another account')}
      description={t('What you are linked to there lets you in here, without a password.')}
    >
      <Stack>
        {mine.data.rows.map((row) => (
          <Way
            key={row.id}
            icon={IconLink}
            title={
              <>
                <Text strong>{row.providerName}</Text>
                {!row.isEnabled && <StatusBadge tone="neutral">{t('Off')}</StatusBadge>}
              </>
            }
            text={<IdentityWords row={row} />}
          >
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
        {mine.data.others.map(({ id, name }) => (
          <Way key={id} icon={IconExternalLink} title={name} text={t('You go there, sign in, and come back.')}>
            <Button
              kind="plain"
              size="xs"
              isRunning={link.isRunning}
              onClick={() => link.run({ ...asked, provider: id })}
            >
              {t('Link')}
            </Button>
          </Way>
        ))}
      </Stack>
    </Panel>
  )
}
