import { IconEdit } from '@tabler/icons-react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import type { ItemShape } from '../contract-items.ts'
import { portalApp, portalItems } from './item-endpoints.ts'
import { ItemForm } from './item-form.tsx'
import { ItemHistory } from './item-history.tsx'
import { ItemView } from './item-view.tsx'

/** One item, for the person from outside who may see it. */
export function ItemPage({ app, item }: { app: string; item: string }) {
  const topics = [`app:${app}`, `item:${item}`]
  const appQuery = useQueryOf(portalApp, { app }, { topics })
  const itemQuery = useQueryOf(portalItems.get, { app, item }, { topics })
  return (
    <Loaded query={appQuery}>
      {(found) => <Loaded query={itemQuery}>{(shown) => <Item app={found} item={shown} />}</Loaded>}
    </Loaded>
  )
}

function Item({ app, item }: { app: AnswerOf<typeof portalApp>; item: ItemShape }) {
  const t = useText()
  const { search, change } = useAddress()
  const close = () => change({ dialog: undefined })
  const edit = (
    <Button icon={IconEdit} kind="plain" onClick={() => change({ dialog: 'edit' })}>
      {t('Edit')}
    </Button>
  )
  return (
    <Page title={item.title || app.itemName} width="reading" actions={item.can.edit && edit}>
      <Stack gap="lg">
        <Panel>
          <ItemView item={item} fields={app.fields} endpoints={portalItems} />
        </Panel>
        <Panel title={t('History')}>
          <ItemHistory app={app.id} item={item.id} endpoints={portalItems} />
        </Panel>
      </Stack>
      <Drawer title={t('Edit')} isOpen={search.dialog === 'edit' && item.can.edit} onClose={close}>
        <ItemForm app={app} item={item} endpoints={portalItems} submit={t('Save')} onDone={close} onCancel={close} />
      </Drawer>
    </Page>
  )
}
