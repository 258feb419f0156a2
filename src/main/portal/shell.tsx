import { IconPlayerPause } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { portalLinks } from '../../base/portal-links.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Live } from '../../ui/live.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { SiteName } from '../../ui/page.tsx'
import { asProblem } from '../../ui/problem.ts'
import { ProblemState } from '../../ui/problem-state.tsx'
import { SiteFrame } from '../../ui/site-frame.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { UserMenu } from '../../ui/user-menu.tsx'
import { type PortalSite, portalCode, signInAddress, signOut, usePortal } from './use-portal.ts'

async function leave(): Promise<void> {
  try {
    await signOut()
    window.location.assign(portalLinks.signIn({ portal: portalCode() }))
  } catch (thrown) {
    notifyProblem(asProblem(thrown))
  }
}

/** What an inactive portal says to everybody; it comes back by itself, so there is something to press. */
function Inactive({ site, onRetry }: { site: PortalSite | undefined; onRetry: () => void }) {
  const t = useText()
  const { notice, name } = site ?? {}
  return (
    <SiteName value={name ?? t('Portal')}>
      <EmptyState
        wholePage
        icon={IconPlayerPause}
        title={t('This portal is not available now')}
        text={notice ?? t('Please come back later.')}
        action={
          <Button kind="plain" onClick={onRetry}>
            {t('Try again')}
          </Button>
        }
      />
    </SiteName>
  )
}

/** What stands around every page of a portal for people who are signed in. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useText()
  const site = usePortal()
  const code = portalCode()
  const isInactive = site.data?.state === 'inactive' || site.error?.status === 503
  const retry = (): void => void site.refetch()

  if (isInactive) return <Inactive site={site.data} onRetry={retry} />
  if (site.error && !site.data) return <ProblemState problem={site.error} onRetry={retry} wholePage />
  if (!site.data) return <PageSkeleton />
  const { name, brand, pages, footer, me } = site.data
  const navigation = [
    { label: t('Home'), href: portalLinks.home({ portal: code }) },
    ...pages.map((page) => ({ label: page.name, href: portalLinks.page({ portal: code, page: page.code }) })),
  ]
  const frame = (
    <SiteName value={name}>
      <SiteFrame
        name={name}
        logo={brand.logo}
        home={portalLinks.home({ portal: code })}
        navigation={navigation}
        footer={footer}
        tools={
          me ? (
            <UserMenu
              name={me.name}
              note={me.email}
              profileHref={portalLinks.profile({ portal: code })}
              more={me.portals > 1 ? [{ label: t('My portals'), href: portalLinks.myPortals({ portal: code }) }] : []}
              onSignOut={() => void leave()}
            />
          ) : (
            <Button href={signInAddress(window.location.pathname)}>{t('Sign in')}</Button>
          )
        }
      >
        {children}
      </SiteFrame>
    </SiteName>
  )
  return me ? <Live side="portal">{frame}</Live> : frame
}
