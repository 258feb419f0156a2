import { getPageApi, listPageVersionsApi, restorePageVersionApi } from '../../pages/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getPortalApi } from '../contract.ts'

export type VersionsDrawerProps = {
  page: string
  draftVersion: number
  isOpen: boolean
  onClose: () => void
  onRestored: () => void
}

function Versions({ page, draftVersion, onRestored }: Omit<VersionsDrawerProps, 'isOpen' | 'onClose'>) {
  const t = useText()
  const versions = useQueryOf(listPageVersionsApi, { page })
  const restore = useCommand(restorePageVersionApi, {
    invalidates: [getPageApi, getPortalApi],
    done: t('It is in the draft now. Publish it to show it outside.'),
    onDone: onRestored,
  })
  return (
    <Loaded query={versions} skeleton={<ListSkeleton />}>
      {({ rows }) => (
        <Stack gap="sm">
          {rows.length === 0 && <Text quiet>{t('The page has not been published yet.')}</Text>}
          {rows.map(({ number, at, by, current }) => (
            <Row key={number} justify="between">
              <div>
                <Row gap="xs">
                  <Text strong>{t('Version {{number}}', { number })}</Text>
                  {current && <StatusBadge tone="good">{t('Shown outside')}</StatusBadge>}
                </Row>
                <Text small quiet>
                  <Moment at={at} /> · {by ?? t('Portico')}
                </Text>
              </div>
              <Button
                kind="plain"
                size="xs"
                isRunning={restore.isRunning}
                onClick={() => restore.run({ page, draftVersion, number })}
              >
                {t('Put into the draft')}
              </Button>
            </Row>
          ))}
        </Stack>
      )}
    </Loaded>
  )
}

/** Published states of a page. Putting one back fills the draft; nothing changes outside until it is published. */
export function VersionsDrawer({ isOpen, onClose, ...rest }: VersionsDrawerProps) {
  const t = useText()
  return (
    <Drawer title={t('Published versions')} isOpen={isOpen} onClose={onClose} size="md">
      <Versions {...rest} />
    </Drawer>
  )
}
