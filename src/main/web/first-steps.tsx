import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { listGroupsApi } from '../../groups/contract.ts'
import { listExternalUsersApi, listUsersApi } from '../../people/contract.ts'
import { listPortalsApi } from '../../portals/contract.ts'
import { listProcessesApi } from '../../processes/contract.ts'
import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Row, Spoken, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { listWorkspacesApi } from '../../workspaces/contract.ts'

type Step = { words: string; why: string; href: string; isDone: boolean }

/** What stands already, asked of the lists themselves, so that a step is done whichever way it was done. */
function useFound() {
  const groups = useQueryOf(listGroupsApi, { limit: 200 }, { topics: ['groups'] })
  const users = useQueryOf(listUsersApi, { limit: 2 }, { topics: ['users'] })
  const workspaces = useQueryOf(listWorkspacesApi, {}, { topics: ['workspaces'] })
  const processes = useQueryOf(listProcessesApi, { limit: 50 }, { topics: ['processes'] })
  const portals = useQueryOf(listPortalsApi, {})
  const outsiders = useQueryOf(listExternalUsersApi, { limit: 1 }, { topics: ['users'] })
  const answers = [groups, users, workspaces, processes, portals, outsiders]
  const rowsOf = <Row,>({ data }: { data?: { rows: Row[] } | undefined }): Row[] => data?.rows ?? []
  return {
    isThere: answers.every(({ data, error }) => data || error),
    groups: rowsOf(groups),
    users: rowsOf(users),
    workspaces: rowsOf(workspaces),
    processes: rowsOf(processes),
    portals: rowsOf(portals),
    outsiders: rowsOf(outsiders),
  }
}

function stepsOf(found: ReturnType<typeof useFound>, t: Translate): Step[] {
  const { groups, users, workspaces, processes, portals, outsiders } = found
  const administrators = groups.find(({ scope, code }) => scope === 'system' && code === 'administrators')
  const workspace = workspaces[0]?.id
  return [
    {
      words: t('Invite the people you work with'),
      why: t('Each gets a link by mail and chooses a password.'),
      href: links.users({}, { dialog: 'invite' }),
      isDone: users.length > 1,
    },
    {
      words: t('Name an administrator'),
      why: t('Somebody beside you who keeps users, groups and portals.'),
      href: administrators ? links.group({ group: administrators.id }) : links.groups(),
      isDone: (administrators?.members ?? 0) > 0,
    },
    {
      words: t('Make a group for those who answer requests'),
      why: t('Lanes of a process name groups: Support, for example.'),
      href: links.groups({}, { dialog: 'new' }),
      isDone: groups.some(({ scope }) => scope === 'company'),
    },
    {
      words: t('Make a workspace with an app'),
      why: t('An app keeps one kind of record, such as requests.'),
      href: workspace ? links.workspace({ workspace }) : links.newWorkspace(),
      isDone: workspaces.some(({ apps }) => apps.length > 0),
    },
    {
      words: t('Draw a process and publish it'),
      why: t('Who does what, in which order, and who is asked.'),
      href: links.processes(),
      isDone: processes.some(({ published }) => published !== null),
    },
    {
      words: t('Open a portal'),
      why: t('The door for people from outside: enable it in a workspace, put widgets on its pages, activate it.'),
      href: workspace ? links.portal({ workspace }) : links.newWorkspace(),
      isDone: portals.some(({ state }) => state === 'active'),
    },
    {
      words: t('Let the first person from outside in'),
      why: t('Add them, make an invitation link and send it.'),
      href: links.externalUsers({}, { dialog: 'add' }),
      isDone: outsiders.length > 0,
    },
  ]
}

function StepLine({ step: { words, why, href, isDone } }: { step: Step }) {
  const t = useText()
  const Icon = isDone ? IconCircleCheck : IconCircle
  return (
    <Row oneLine align="start">
      <Icon
        size={20}
        stroke={1.75}
        color={isDone ? 'var(--mantine-color-success)' : 'var(--mantine-color-dimmed)'}
        style={{ flexShrink: 0 }}
        aria-hidden
      />
      <div>
        {isDone ? (
          <Text quiet>
            {words} <Spoken>{t('Done')}</Spoken>
          </Text>
        ) : (
          <>
            <TextLink href={href}>{words}</TextLink>
            <Text small quiet>
              {why}
            </Text>
          </>
        )}
      </div>
    </Row>
  )
}

/** From an empty installation to the first request, in order; gone once everything stands. */
export function FirstSteps() {
  const t = useText()
  const found = useFound()
  const steps = found.isThere ? stepsOf(found, t) : undefined
  if (steps?.every(({ isDone }) => isDone)) return null
  return (
    <Panel
      title={t('First steps')}
      description={t('From an empty company to the first request of a customer. This list goes when all is done.')}
    >
      {steps ? (
        <Stack gap="sm">
          {steps.map((step) => (
            <StepLine key={step.words} step={step} />
          ))}
        </Stack>
      ) : (
        <ListSkeleton lines={4} />
      )}
    </Panel>
  )
}
