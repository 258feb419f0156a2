import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import type { ProcessInstanceId } from '../../base/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextAreaField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text, Verbatim } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { cancelInstanceApi, getInstanceApi, listInstancesApi } from '../contract-instances.ts'
import { getProcessApi } from '../contract.ts'
import { DiagramView } from './diagram-view.tsx'
import { InstanceIncidents } from './instance-incidents.tsx'
import { InstanceTasks } from './instance-tasks.tsx'
import { InstanceState } from './states.tsx'

type Instance = AnswerOf<typeof getInstanceApi>

/** One run of a process: where it is, what was done, what waits for whom, what went wrong. */
export function InstancePage({ instance }: { instance: string }) {
  const query = useQueryOf(
    getInstanceApi,
    { instance: instance as ProcessInstanceId },
    { topics: ['processes', 'tasks', 'users'] },
  )
  return <Loaded query={query}>{(found) => <Inside instance={found} />}</Loaded>
}

function Inside({ instance }: { instance: Instance }) {
  const t = useText()
  const [isCancelling, setCancelling] = useState(false)
  const { process, incidents, can } = instance
  return (
    <Page
      title={`${instance.name} · ${instance.number}`}
      badge={<InstanceState state={instance.state} incidents={incidents.length} />}
      breadcrumbs={[{ label: process.name, href: links.process({ process: process.id }) }]}
      actions={
        can.manage &&
        instance.state === 'active' && (
          <Button kind="plain" onClick={() => setCancelling(true)}>
            {t('Cancel the instance')}
          </Button>
        )
      }
    >
      <Stack>
        <InstanceIncidents instance={instance} />
        {instance.xml && (
          <DiagramView
            xml={instance.xml}
            marks={{
              active: instance.activeElements,
              passed: instance.passedElements,
              stuck: incidents.map(({ element }) => element),
            }}
          />
        )}
        <Facts instance={instance} />
        <Tabs
          tabs={[
            { key: 'tasks', label: t('Tasks'), content: <InstanceTasks tasks={instance.tasks} /> },
            { key: 'history', label: t('History'), content: <History instance={instance} /> },
            ...(can.manage
              ? [{ key: 'variables', label: t('Variables'), content: <Variables instance={instance} /> }]
              : []),
          ]}
        />
      </Stack>
      <CancelDialog instance={instance} isOpen={isCancelling} onClose={() => setCancelling(false)} />
    </Page>
  )
}

function Facts({ instance }: { instance: Instance }) {
  const t = useText()
  // An item's page lies below its workspace, which the process knows.
  const process = useQueryOf(getProcessApi, { process: instance.process.id }, { enabled: !!instance.item })
  const workspace = process.data?.workspace.id
  return (
    <Panel title={t('Facts')}>
      <PropertyList
        items={[
          { label: t('Started by'), value: instance.initiator?.name },
          { label: t('Started'), value: <Moment at={instance.startedAt} /> },
          instance.endedAt !== null && { label: t('Ended'), value: <Moment at={instance.endedAt} /> },
          { label: t('Version'), value: instance.versionNumber },
          instance.item &&
            workspace !== undefined && {
              label: t('Item'),
              value: (
                <TextLink href={links.item({ workspace, app: instance.item.app, item: instance.item.id })}>
                  {t('Open the item')}
                </TextLink>
              ),
            },
        ]}
      />
    </Panel>
  )
}

function History({ instance }: { instance: Instance }) {
  const t = useText()
  if (instance.history.length === 0) return <Text quiet>{t('Nothing to show.')}</Text>
  return (
    <Panel title={t('What happened')}>
      <Stack gap="xs">
        {instance.history.map((entry) => (
          <Row key={entry.number} justify="between" align="start">
            <div>
              <Text>{entry.text}</Text>
              {entry.actor && (
                <Text small quiet>
                  {entry.actor.name}
                </Text>
              )}
            </div>
            <Text small quiet>
              <RelativeTime at={entry.at} />
            </Text>
          </Row>
        ))}
      </Stack>
    </Panel>
  )
}

function Variables({ instance }: { instance: Instance }) {
  const t = useText()
  const names = Object.keys(instance.variables)
  if (names.length === 0) return <Text quiet>{t('It has no variables.')}</Text>
  return (
    <Panel title={t('Variables')}>
      <PropertyList
        items={names.map((name) => ({
          label: name,
          value: <Verbatim>{JSON.stringify(instance.variables[name])}</Verbatim>,
        }))}
      />
    </Panel>
  )
}

function CancelDialog({ instance, isOpen, onClose }: { instance: Instance; isOpen: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('Cancel the instance')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={cancelInstanceApi}
        start={{ reason: '' }}
        input={({ reason }) => ({ instance: instance.id, reason })}
        submit={t('Cancel the instance')}
        danger
        onCancel={onClose}
        done={t('Cancelled.')}
        invalidates={[getInstanceApi, listInstancesApi]}
        onDone={onClose}
      >
        <Text>{t('Its open tasks are withdrawn. This cannot be undone.')}</Text>
        <TextAreaField name="reason" label={t('Reason')} required autoFocus maxLength={1000} />
      </CommandForm>
    </Dialog>
  )
}
