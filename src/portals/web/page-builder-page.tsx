import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { getPageApi } from '../../pages/contract.ts'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getPortalApi } from '../contract.ts'
import { PageBuilder } from './page-builder.tsx'

/** One page of a portal in the page builder. */
export function PageBuilderPage({ workspace, page }: { workspace: string; page: string }) {
  const t = useText()
  const [round, setRound] = useState(0)
  const found = useQueryOf(getPageApi, { page })
  const portalOf = useQueryOf(getPortalApi, { workspace }, { topics: ['portals', 'portal'] })
  return (
    <Loaded query={portalOf}>
      {({ portal }) => (
        <Loaded query={found}>
          {({ name, draft, draftVersion, published, can }) =>
            portal && (
              <Page
                title={name}
                width="whole"
                breadcrumbs={[{ label: portal.name, href: links.portal({ workspace }) }]}
                badge={
                  <StatusBadge tone={published ? 'good' : 'neutral'}>
                    {published ? t('Version {{number}} is shown outside', published) : t('Not published')}
                  </StatusBadge>
                }
              >
                <PageBuilder
                  key={round}
                  {...{ page, draft, draftVersion, portal }}
                  mayPublish={can.publish}
                  onReplaced={() => void found.refetch().then(() => setRound(round + 1))}
                />
              </Page>
            )
          }
        </Loaded>
      )}
    </Loaded>
  )
}
