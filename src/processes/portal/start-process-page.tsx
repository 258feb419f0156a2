import { enteredValues, type FieldAccess, startValues } from '../../apps/portal/field-values.ts'
import { FieldsForm } from '../../apps/portal/fields-form.tsx'
import { portalItems } from '../../apps/portal/item-endpoints.ts'
import { forPortal } from '../../base/endpoint.ts'
import type { ProcessId } from '../../base/ids.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { getStartFormApi, startProcessApi } from '../contract.ts'
import { listMyInstancesApi } from '../contract-instances.ts'

const formApi = forPortal(getStartFormApi)
const startApi = forPortal(startProcessApi)

/** The start form of a process, filled by somebody from outside. Sent, it leads to the request and its progress. */
export function StartProcessPage({ portal, process }: { portal: string; process: string }) {
  const t = useText()
  const go = useGo()
  const id = process as ProcessId
  const form = useQueryOf(formApi, { process: id })
  const home = portalLinks.home({ portal })
  return (
    <Loaded query={form} home={home}>
      {({ process: { name }, fields }) => (
        <Page title={name} width="reading" breadcrumbs={[{ label: t('Home'), href: home }]}>
          <Panel>
            <CommandForm
              endpoint={startApi}
              start={{ values: startValues(fields) }}
              input={({ values }) => ({ process: id, values: enteredValues(fields, values) })}
              submit={t('Send')}
              onCancel={() => go(home)}
              done={t('Sent. You see its progress here.')}
              invalidates={[forPortal(listMyInstancesApi), 'processes']}
              onDone={({ instance }) => go(portalLinks.request({ portal, instance }))}
            >
              {fields.length === 0 ? (
                <Text quiet>{t('Nothing is asked. It starts at once.')}</Text>
              ) : (
                <FieldsForm
                  fields={fields}
                  access={Object.fromEntries(
                    fields.map(({ code, required }): [string, FieldAccess] => [code, required ? 'required' : 'write']),
                  )}
                  endpoints={portalItems}
                  autoFocus
                />
              )}
            </CommandForm>
          </Panel>
        </Page>
      )}
    </Loaded>
  )
}
