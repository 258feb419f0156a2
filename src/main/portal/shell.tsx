import { IconPlayerPause } from '@tabler/icons-react'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { portalLinks } from '../../base/portal-links.ts'
import { ProofPlace } from '../../signin/portal/proof-place.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { OwnFormat, TimeZone } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Live } from '../../ui/live.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { SiteName } from '../../ui/page.tsx'
import { asProblem } from '../../ui/problem.ts'
import { ProblemState } from '../../ui/problem-state.tsx'
import { SiteFrame } from '../../ui/site-frame.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { UserMenu } from '../../ui/user-menu.tsx'
import { getMeApi } from './frame-endpoints.ts'
import { portalCode, signOut, useDoor, useHome } from './use-portal.ts'

async function leave(): Promise<void> {
  try {
    await signOut()
    window.location.assign(portalLinks.signIn({ portal: portalCode() }))
  } catch (thrown) {
    notifyProblem(asProblem(thrown))
  }
}

/** A closed portal sends no events, so the notice asks again by itself. */
const secondsBetweenTries = 15

/** What an inactive portal says to everybody; it comes back without notice, so there is something to press. */
function Inactive({ name, onRetry }: { name: string; onRetry: () => void }) {
  const t = useText()
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    const timer = setInterval(() => retry(), secondsBetweenTries * 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <EmptyState
      wholeWindow
      icon={IconPlayerPause}
      title={t('{{name}} is not available now', { name })}
      text={t('The portal is closed for the moment. Your data is kept; please come back later.')}
      action={
        <Button kind="plain" onClick={onRetry}>
          {t('Try again')}
        </Button>
      }
    />
  )
}

/** What stands around every page of a portal for the people who are signed in to it. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useText()
  const code = portalCode()
  const door = useDoor()
  const isOpen = door.data?.state === 'active'
  const home = useHome(isOpen)
  // Times are written in the reader's own zone and way.
  const mine = useQueryOf(getMeApi, {}, { topics: ['me'], enabled: home.data !== undefined }).data
  const problem = door.error ?? home.error
  const retry = (): void => {
    void door.refetch()
    if (isOpen) void home.refetch()
  }

  if (door.data?.state === 'inactive' || home.error?.code === 'portal.inactive') {
    return <Inactive name={door.data?.name ?? t('This portal')} onRetry={retry} />
  }
  if (problem && !home.data) return <ProblemState problem={problem} onRetry={retry} wholeWindow />
  if (!home.data) return <PageSkeleton />
  const { name, navigation, me, portals, company } = home.data
  return (
    <Live side="portal">
      <SiteName value={name}>
        <SiteFrame
          name={name}
          home={portalLinks.home({ portal: code })}
          navigation={navigation.map((page) => ({
            label: page.name,
            href: page.home ? portalLinks.home({ portal: code }) : portalLinks.page({ portal: code, page: page.code }),
          }))}
          footer={company}
          tools={
            <UserMenu
              name={me.name}
              profileHref={portalLinks.profile({ portal: code })}
              more={portals > 1 ? [{ label: t('My portals'), href: portalLinks.myPortals({ portal: code }) }] : []}
              onSignOut={() => void leave()}
            />
          }
        >
          <TimeZone value={mine?.timeZone}>
            <OwnFormat value={mine}>{children}</OwnFormat>
          </TimeZone>
        </SiteFrame>
        <ProofPlace side="portal" />
      </SiteName>
    </Live>
  )
}
