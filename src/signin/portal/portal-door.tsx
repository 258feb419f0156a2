import { IconPlayerPause } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { portalDoorApi } from '../../portals/contract.ts'
import type { AuthLayoutProps } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'

type DoorFacts = AnswerOf<typeof portalDoorApi>
export type Door = DoorFacts & { brand: NonNullable<AuthLayoutProps['brand']> }

export function InactiveNotice({ name, onRetry }: { name?: string | undefined; onRetry: () => void }) {
  const t = useText()
  return (
    <main>
      <EmptyState
        wholePage
        icon={IconPlayerPause}
        title={t('{{name}} is not available now', { name: name ?? t('This portal') })}
        text={t('The portal is closed for the moment. Your data is kept; please come back later.')}
        action={
          <Button kind="plain" onClick={onRetry}>
            {t('Try again')}
          </Button>
        }
      />
    </main>
  )
}

export type PortalDoorProps = {
  portal: string
  /** Which message stands beside the card. */
  says?: 'signInMessage' | 'registrationMessage'
  children: (door: Door) => ReactNode
}

/** Whose door a page before sign-in is: the portal's name, message and look; its notice while it is closed. */
export function PortalDoor({ portal, says = 'signInMessage', children }: PortalDoorProps) {
  const door = useQueryOf(portalDoorApi, { portal }, { topics: ['portal'] })
  return (
    <Loaded query={door}>
      {(facts) =>
        facts.state === 'inactive' ? (
          <InactiveNotice name={facts.name} onRetry={() => void door.refetch()} />
        ) : (
          children({ ...facts, brand: { name: facts.name, message: facts.branding[says] || undefined } })
        )
      }
    </Loaded>
  )
}
