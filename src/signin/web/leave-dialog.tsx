import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import type { AnswerOf } from '../../base/endpoint.ts'
import { getExternalUserApi, getUserApi, listExternalUsersApi, listUsersApi } from '../../people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { SwitchSetting } from '../../ui/setting-fields.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { getTiesApi } from '../accounts-contract.ts'
import { deleteUserApi, lockUserApi } from '../contract.ts'

type Ties = AnswerOf<typeof getTiesApi>
export type Leaving = { id: string; fullName: string; deed: 'lock' | 'delete'; isExternal: boolean }
type Props = { leaving: Leaving | null; onClose: () => void }

const stale = [getUserApi, listUsersApi, getExternalUserApi, listExternalUsersApi, 'users', 'licenses', 'tasks']

function Bullets({ items }: { items: readonly string[] }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}

function useConsequences({ deed, fullName, isExternal }: Leaving): string[] {
  const t = useText()
  const out = t('{{name}} is signed out everywhere within a second, open pages included.', { name: fullName })
  if (deed === 'lock') {
    return [
      out,
      t('Signing in and links for a new password are refused.'),
      t('The seat is free for somebody else.'),
      isExternal
        ? t('Requests and files stay. Nothing is deleted, and the account can be unlocked.')
        : t('Tasks already taken stay with them until somebody hands them on. The account can be unlocked.'),
    ]
  }
  return [
    out,
    t('Seat and e-mail address are free for somebody else.'),
    t('Places in the org chart fall vacant, memberships in groups end, open tasks are given out anew.'),
    t('What the person has done keeps the name. The account can be restored, with its groups, without its places.'),
  ]
}

/** What would be left without anybody: each line with the way to mend it first. */
function Tied({ ties }: { ties: Ties }) {
  const t = useText()
  const { tasks, groups, places, lanes, tokens } = ties
  if (tasks.total + groups.length + places.length + lanes.length + tokens.length === 0)
    return <Text quiet>{t('Nothing hangs on this person alone.')}</Text>
  return (
    <Callout kind="warning" title={t('This hangs on the person')}>
      <Stack gap="xs">
        {tasks.total > 0 && (
          <div>
            <Text strong>{t('Open tasks: {{number}}', { number: tasks.total })}</Text>
            {tasks.rows.map(({ id, name, process }) => (
              <div key={id}>
                <TextLink href={links.task({ task: id })} newTab>
                  {name}
                </TextLink>
                {process && <Text quiet>{process}</Text>}
              </div>
            ))}
            {tasks.total > tasks.rows.length && (
              <Text quiet>{t('and {{number}} more', { number: tasks.total - tasks.rows.length })}</Text>
            )}
          </div>
        )}
        {groups.length > 0 && (
          <div>
            <Text strong>{t('Nobody else who can sign in is in')}</Text>
            <Row gap="xs">
              {groups.map(({ id, name }) => (
                <TextLink key={id} href={links.group({ group: id })} newTab>
                  {t(name)}
                </TextLink>
              ))}
            </Row>
          </div>
        )}
        {places.length > 0 && (
          <div>
            <Text strong>{t('Heads or holds')}</Text>
            <Text>{places.map(({ name }) => name).join(', ')}</Text>
          </div>
        )}
        {tokens.length > 0 && (
          <div>
            <Text strong>{t('API tokens that stop working')}</Text>
            <Text>{tokens.map(({ name }) => name).join(', ')}</Text>
          </div>
        )}
        {lanes.length > 0 && (
          <div>
            <Text strong>{t('Lanes that would find nobody; their tasks go to the System supervisor')}</Text>
            {lanes.map(({ process, lane }) => (
              <div key={`${process.id} ${lane}`}>
                <TextLink href={links.process({ process: process.id })} newTab>
                  {process.name}
                </TextLink>
                {lane && ` · ${lane}`}
              </div>
            ))}
          </div>
        )}
      </Stack>
    </Callout>
  )
}

function Leave({ leaving, onClose }: { leaving: Leaving; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const consequences = useConsequences(leaving)
  const [giveOut, setGiveOut] = useState(false)
  const ties = useQueryOf(getTiesApi, { user: leaving.id })
  const shared = { invalidates: stale, onProblem: () => {} }
  const lock = useCommand(lockUserApi, { ...shared, done: t('The account is locked.'), onDone: onClose })
  const remove = useCommand(deleteUserApi, {
    ...shared,
    done: t('The account is deleted. It can be restored from the list, under Deleted.'),
    onDone: () => {
      onClose()
      go(leaving.isExternal ? links.externalUsers() : links.users())
    },
  })
  const isLock = leaving.deed === 'lock'
  const problem = lock.problem ?? remove.problem
  return (
    <Stack>
      <Bullets items={consequences} />
      <Loaded query={ties} skeleton={<FormSkeleton fields={1} />}>
        {(found) => (
          <Stack gap="sm">
            <Tied ties={found} />
            {isLock && found.tasks.total > 0 && (
              <SwitchSetting
                label={t('Give the open tasks out anew')}
                description={t('Each task’s rule is asked again. Without it they stay until somebody hands them on.')}
                value={giveOut}
                onChange={setGiveOut}
              />
            )}
          </Stack>
        )}
      </Loaded>
      {problem && <Callout kind="bad">{problemText(problem)}</Callout>}
      <Row justify="end">
        <Button kind="plain" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button
          kind="danger"
          isRunning={lock.isRunning || remove.isRunning}
          onClick={() =>
            isLock ? lock.run({ user: leaving.id, giveOutTasks: giveOut }) : remove.run({ user: leaving.id })
          }
        >
          {isLock ? t('Lock account') : t('Delete account')}
        </Button>
      </Row>
    </Stack>
  )
}

/** Before somebody is locked or deleted: what it does, and what hangs on the person. */
export function LeaveDialog({ leaving, onClose }: Props) {
  const t = useText()
  const title = leaving
    ? leaving.deed === 'lock'
      ? t('Lock the account of {{name}}?', { name: leaving.fullName })
      : t('Delete the account of {{name}}?', { name: leaving.fullName })
    : ''
  return (
    <Dialog title={title} isOpen={leaving !== null} onClose={onClose} size="lg">
      {leaving && <Leave leaving={leaving} onClose={onClose} />}
    </Dialog>
  )
}
