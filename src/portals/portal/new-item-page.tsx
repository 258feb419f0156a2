import type { FieldShape } from '../../apps/contract.ts'
import type { ItemValue, ItemValues } from '../../apps/contract-items.ts'
import { portalApp, portalItems } from '../../apps/portal/item-endpoints.ts'
import { ItemForm } from '../../apps/portal/item-form.tsx'
import { portalLinks } from '../../base/portal-links.ts'
import { type SearchState, useAddress } from '../../ui/address.ts'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Panel } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'

const readValue = ({ type, options }: FieldShape, text: string): ItemValue => {
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : null
  if (type === 'yes_no') return text === 'true' || text === 'yes'
  if (type === 'category' || type === 'status') return options?.some(({ code }) => code === text) ? text : null
  return type === 'string' || type === 'text' || type === 'date' ? text : null
}

/** What the button of the page fills in beforehand; it comes in the address, so it is only a start, never decided by. */
const beforehandIn = (fields: readonly FieldShape[], search: SearchState): ItemValues =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = search[field.code]
      return text === undefined ? [] : [[field.code, readValue(field, text)]]
    }),
  )

/** The form of a new item, opened by a create-item button. */
export function NewItemPage({ portal, app }: { portal: string; app: string }) {
  const t = useText()
  const go = useGo()
  const { search } = useAddress()
  const found = useQueryOf(portalApp, { app }, { topics: [`app:${app}`, 'portal'] })
  return (
    <Loaded query={found} home={portalLinks.home({ portal })}>
      {(shown) => (
        <Page title={t('New: {{name}}', { name: shown.itemName })} width="reading">
          {shown.can.createItem ? (
            <Panel>
              <ItemForm
                app={shown}
                endpoints={portalItems}
                beforehand={beforehandIn(shown.fields, search)}
                submit={t('Send')}
                onDone={() => go(portalLinks.home({ portal }))}
                onCancel={() => go(portalLinks.home({ portal }))}
              />
            </Panel>
          ) : (
            <Callout kind="warning">
              {t('You cannot make one here any more: the page that offered it has changed.')}
            </Callout>
          )}
        </Page>
      )}
    </Loaded>
  )
}
