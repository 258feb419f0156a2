import { portalLinks } from '../../base/portal-links.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { listMyPortalsApi } from '../contract.ts'
import classes from './page-view.module.css'

/** All portals of the person; one sign-in opens each of them. */
export function MyPortalsPage({ portal }: { portal: string }) {
  const t = useText()
  const mine = useQueryOf(listMyPortalsApi, {}, { topics: ['portal', 'portals'] })
  return (
    <Page title={t('My portals')} width="reading">
      <Loaded query={mine}>
        {({ rows }) => (
          <Stack gap="sm">
            {rows.map(({ code, name, state }) => (
              <Panel key={code}>
                <Row justify="between">
                  {/* Another portal is another page load, so that its colours and name come with it. */}
                  {state === 'active' ? (
                    <a className={classes.elsewhere} href={portalLinks.home({ portal: code })}>
                      {name}
                    </a>
                  ) : (
                    <Text>{name}</Text>
                  )}
                  {code === portal ? (
                    <StatusBadge tone="info">{t('You are here')}</StatusBadge>
                  ) : (
                    state === 'inactive' && <StatusBadge>{t('Closed at the moment')}</StatusBadge>
                  )}
                </Row>
              </Panel>
            ))}
            <TextLink href={portalLinks.home({ portal })}>{t('Back to the home page')}</TextLink>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
