import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { getTiesApi } from '../accounts-contract.ts'
import { giveOutTasksApi } from '../contract.ts'

/** Open tasks that stayed with somebody who was locked, and the way to give them out. */
export function TasksOfLocked({ user }: { user: string }) {
  const t = useText()
  const ties = useQueryOf(getTiesApi, { user }, { topics: ['tasks', 'users'] })
  const giveOut = useCommand(giveOutTasksApi, {
    invalidates: [getTiesApi, 'tasks'],
    done: t('They were given out anew.'),
  })
  const number = ties.data?.tasks.total ?? 0
  if (number === 0) return null
  return (
    <Callout kind="warning" title={t('Open tasks: {{number}}', { number })}>
      {t('They wait for somebody who cannot sign in. Given out anew, each goes to whom its rule finds now.')}
      <div style={{ marginTop: 8 }}>
        <Button size="xs" kind="plain" isRunning={giveOut.isRunning} onClick={() => giveOut.run({ user })}>
          {t('Give the open tasks out anew')}
        </Button>
      </div>
    </Callout>
  )
}
