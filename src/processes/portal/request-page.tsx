import { IconArrowRight } from '@tabler/icons-react'
import { FieldValue } from '../../apps/portal/field-value.tsx'
import { portalApp, portalItems } from '../../apps/portal/item-endpoints.ts'
import { forPortal } from '../../base/endpoint.ts'
import type { AppId, ItemId, ProcessInstanceId } from '../../base/ids.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { ColorBadge } from '../../ui/color-badge.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getRequestApi, type RequestShape, type StepShape } from '../contract-instances.ts'
import { Steps } from './steps.tsx'

const requestApi = forPortal(getRequestApi)

type Request = RequestShape & { steps: StepShape[] }

/** A request as its sender sees it: how far it is, whether something waits for them, and what they may see of its item. */
export function RequestPage({ portal, instance }: { portal: string; instance: string }) {
  const query = useQueryOf(requestApi, { instance: instance as ProcessInstanceId }, { topics: ['processes', 'tasks'] })
  return (
    <Loaded query={query} home={portalLinks.home({ portal })}>
      {(request) => <RequestScreen portal={portal} request={request} />}
    </Loaded>
  )
}

function RequestScreen({ portal, request }: { portal: string; request: Request }) {
  const t = useText()
  const { name, process, startedAt, endedAt, steps, item, myTask } = request
  return (
    <Page
      title={name.replace(`${process.name}: `, '')}
      description={process.name}
      badge={<RequestState request={request} />}
      width="reading"
      breadcrumbs={[{ label: t('Home'), href: portalLinks.home({ portal }) }]}
    >
      <Stack gap="lg">
        {myTask && (
          <Callout kind="warning" title={t('This waits for you')}>
            <Stack align="start">
              {request.step}
              <Button icon={IconArrowRight} href={portalLinks.task({ portal, task: myTask })}>
                {t('Answer')}
              </Button>
            </Stack>
          </Callout>
        )}
        {steps.length > 0 && (
          <Panel title={t('Progress')}>
            <Steps steps={steps} />
          </Panel>
        )}
        <Panel title={t('Your request')}>
          <Stack>
            {item && <ItemValues app={item.app} item={item.id} />}
            <PropertyList
              items={[
                { label: t('Sent'), value: <Moment at={startedAt} /> },
                endedAt !== null && { label: t('Finished'), value: <Moment at={endedAt} /> },
              ]}
            />
          </Stack>
        </Panel>
      </Stack>
    </Page>
  )
}

export function RequestState({ request: { status, state } }: { request: Pick<RequestShape, 'status' | 'state'> }) {
  const t = useText()
  if (status) return <ColorBadge color={status.color}>{status.name}</ColorBadge>
  if (state === 'active') return <StatusBadge tone="info">{t('In progress')}</StatusBadge>
  if (state === 'completed') return <StatusBadge tone="good">{t('Done')}</StatusBadge>
  return <StatusBadge>{t('Cancelled')}</StatusBadge>
}

/** Only what a page of the portal lets them see: where nothing does, the request is told by its progress alone. */
function ItemValues({ app, item }: { app: AppId; item: ItemId }) {
  const shape = useQueryOf(portalApp, { app })
  const found = useQueryOf(portalItems.get, { app, item }, { topics: [`app:${app}`] })
  if (!shape.data || !found.data) return null
  const { values } = found.data
  const fields = shape.data.fields.filter(({ code, type }) => type !== 'status' && values[code] != null)
  return (
    <PropertyList
      items={fields.map((field) => ({
        label: field.name,
        value: <FieldValue field={field} value={values[field.code]} endpoints={portalItems} />,
      }))}
    />
  )
}
