import { IconArrowBackUp, IconLock, IconLockOpen, IconMailForward, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import type { SentOf } from '../../base/endpoint.ts'
import type { UserShape } from '../../people/contract.ts'
import { countUsersApi } from '../../people/contract-users.ts'
import { Button, type Icon } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { startBatchApi } from '../batches-contract.ts'

type Deed = SentOf<typeof startBatchApi>['deed']
export type Filtered = SentOf<typeof countUsersApi>

const bulkDeeds: { deed: Deed; label: string; icon: Icon; question: string; text: string; danger?: boolean }[] = [
  {
    deed: 'lock',
    label: 'Lock',
    icon: IconLock,
    question: 'Lock {{number}} accounts?',
    text: 'Each is signed out within a second and frees its seat. Tasks stay. Whom it is not allowed for is left as it is, with the reason.',
    danger: true,
  },
  {
    deed: 'unlock',
    label: 'Unlock',
    icon: IconLockOpen,
    question: 'Unlock {{number}} accounts?',
    text: 'Each takes a seat again, as long as there are some.',
  },
  {
    deed: 'resend_invitation',
    label: 'Send new invitations',
    icon: IconMailForward,
    question: 'Send {{number}} new invitations?',
    text: 'Earlier links die. Only people who have not come yet are invited again.',
  },
  {
    deed: 'delete',
    label: 'Delete',
    icon: IconTrash,
    question: 'Delete {{number}} accounts?',
    text: 'Places fall vacant, memberships end, open tasks are given out anew. Accounts can be restored one by one or together.',
    danger: true,
  },
  {
    deed: 'restore',
    label: 'Restore',
    icon: IconArrowBackUp,
    question: 'Restore {{number}} accounts?',
    text: 'Each comes back as it was, with its groups, if its address and a seat are free.',
  },
]

const fits = (deed: Deed, row: UserShape): boolean =>
  ({
    lock: row.can.lock,
    unlock: row.can.unlock,
    resend_invitation: row.can.resendInvitation,
    delete: row.can.delete,
    restore: row.can.restore,
  })[deed]

type Props = { rows: UserShape[]; clear: () => void; filter: Filtered }

/** What can be done with the chosen people, or with everybody the list finds: in the background, with a result for each. */
export function BulkDeeds({ rows, clear, filter }: Props) {
  const t = useText()
  const go = useGo()
  const [isWhole, setWhole] = useState(false)
  const found = useQueryOf(countUsersApi, filter)
  const start = useCommand(startBatchApi, {
    onDone: ({ id }) => {
      clear()
      go(links.userBatch({ batch: id }))
    },
  })
  const total = found.data?.total ?? 0
  const number = isWhole ? total : rows.length
  const ask = async ({ deed, question, text, label, danger = false }: (typeof bulkDeeds)[number]) => {
    const sure = await confirm({ title: t(question, { number }), text: t(text), action: t(label), danger })
    if (sure) start.run(isWhole ? { deed, filter } : { deed, users: rows.map(({ id }) => id) })
  }
  return (
    <>
      {total > rows.length && (
        <Button kind="quiet" size="xs" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('Only the chosen ones') : t('All {{number}} the list finds', { number: total })}
        </Button>
      )}
      {bulkDeeds
        .filter(({ deed }) => rows.some((row) => fits(deed, row)))
        .map((one) => (
          <Button
            key={one.deed}
            kind="plain"
            size="xs"
            icon={one.icon}
            isRunning={start.isRunning}
            onClick={() => void ask(one)}
          >
            {t(one.label)}
          </Button>
        ))}
    </>
  )
}
