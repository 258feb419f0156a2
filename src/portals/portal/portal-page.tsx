import { useContext, useEffect } from 'react'
import type { PageContent } from '../../pages/contract.ts'
import { apiPath } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { downloadFileOnPortalApi } from '../../files/contract.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, SiteName } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { getPortalPageApi, portalHomeApi } from '../contract.ts'
import { PageView } from './page-view.tsx'
import classes from './page-view.module.css'
import { type Place, PlaceContext } from './place.ts'

const fileAddress = (file: string): string => apiPath(downloadFileOnPortalApi).replace(':file', file)

function usePortal(portal: string) {
  return useQueryOf(portalHomeApi, { portal }, { topics: ['portal', 'me'] })
}

/** The page under its title, or under its own header widget where it has one. */
function Sheet({ title, content }: { title: string; content: PageContent }) {
  const site = useContext(SiteName)
  const all = [...content.widgets, ...Object.values(content.areas ?? {}).flat()]
  const hasHeader = all.some((widget) => widget?.type === 'header')
  useEffect(() => {
    if (hasHeader) document.title = title === site ? site : `${title} · ${site}`
  }, [hasHeader, title, site])
  return hasHeader ? (
    <div className={classes.sheet}>
      <PageView content={content} />
    </div>
  ) : (
    <Page title={title}>
      <PageView content={content} />
    </Page>
  )
}

/** A published page of the portal. It follows publishing while it is open. */
export function PortalPage({ portal, page }: { portal: string; page: string }) {
  const home = usePortal(portal)
  const shown = useQueryOf(getPortalPageApi, { portal, page }, { topics: ['portal'] })
  return (
    <Loaded query={home} home={portalLinks.home({ portal })}>
      {({ name, navigation }) => (
        <Loaded query={shown} home={portalLinks.home({ portal })}>
          {({ name: pageName, content }) => {
            const isHome = navigation.some(({ code, home }) => home && code === page)
            const place: Place = { portal, name, navigation, fileAddress, isBuilder: false }
            return (
              <PlaceContext value={place}>
                <Sheet title={isHome ? name : pageName} content={content} />
              </PlaceContext>
            )
          }}
        </Loaded>
      )}
    </Loaded>
  )
}

/** What the portal opens with: its home page, or a word about it while nobody has published one. */
export function PortalHomePage({ portal }: { portal: string }) {
  const t = useText()
  const home = usePortal(portal)
  return (
    <Loaded query={home}>
      {({ navigation }) => {
        const first = navigation.find(({ home }) => home)
        if (first) return <PortalPage portal={portal} page={first.code} />
        return (
          <EmptyState
            wholePage
            title={t('Nothing has been published here yet')}
            text={t('The portal is open, but its first page is still being prepared. Come back later.')}
            action={
              <Button kind="plain" onClick={() => void home.refetch()}>
                {t('Try again')}
              </Button>
            }
          />
        )
      }}
    </Loaded>
  )
}
