import { IconFileImport, IconMailForward, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { listUsersApi } from '../../people/contract.ts'
import { getListColumnsApi, saveListColumnsApi } from '../../people/contract-users.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import type { ColumnChoice } from '../../ui/column-choice.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { BulkDeeds, type Filtered } from './bulk-deeds.tsx'
import { ImportUsersDialog } from './import-users-dialog.tsx'
import { InviteEmployeeDialog } from './invite-employee-dialog.tsx'
import { useAdministers } from './use-administers.ts'
import { userColumns } from './user-columns.tsx'
import { useUserFilters } from './use-user-filters.ts'

/** The reader's choice of columns, kept by the server. */
function useColumnChoice(): ColumnChoice {
  const kept = useQueryOf(getListColumnsApi, { list: 'users' })
  const save = useCommand(saveListColumnsApi, { invalidates: [getListColumnsApi] })
  // What was just chosen shows at once; the server's word counts when the page is opened anew.
  const [chosen, setChosen] = useState<string[] | null | undefined>(undefined)
  return {
    shown: chosen === undefined ? (kept.data?.columns ?? null) : chosen,
    change: (columns) => {
      setChosen(columns)
      save.run({ list: 'users', columns })
    },
  }
}

/** Administration → Users: the company's own people. */
export function UsersPage() {
  const t = useText()
  const { search, change } = useAddress()
  const administers = useAdministers()
  const filters = useUserFilters(administers)
  const columnChoice = useColumnChoice()
  const close = (): void => change({ dialog: undefined })
  const chosen = Object.fromEntries(filters.flatMap(({ name }) => (search[name] ? [[name, search[name]]] : [])))
  const filter: Filtered = { ...chosen, ...(search.search && { search: search.search }) }
  const invite = administers && (
    <Button icon={IconMailForward} onClick={() => change({ dialog: 'invite' })}>
      {t('Invite an employee')}
    </Button>
  )
  return (
    <Page
      title={t('Users')}
      description={t('The company’s own people. Locked, declined and cancelled ones are found by their status.')}
      breadcrumbs={administers ? [{ label: t('Administration'), href: links.administration() }] : []}
      actions={
        administers && (
          <>
            <Button kind="plain" icon={IconFileImport} onClick={() => change({ dialog: 'import' })}>
              {t('Import')}
            </Button>
            {invite}
            <Menu label={t('More')} entries={[{ label: t('Batches and imports'), href: links.userBatches() }]} />
          </>
        )
      }
    >
      <DataList
        label={t('Users')}
        endpoint={listUsersApi}
        topics={['users']}
        search={t('Search by name, e-mail or phone')}
        filters={filters}
        startSort="name"
        columns={userColumns(t, administers)}
        columnChoice={columnChoice}
        {...(administers && {
          chosenActions: (rows, clear) => <BulkDeeds rows={rows} clear={clear} filter={filter} />,
        })}
        empty={{
          icon: IconUsers,
          title: t('You are alone here'),
          text: t('Invite the people you work with. Each gets a link by mail and chooses a password.'),
          action: invite,
        }}
        rowHref={({ id }) => links.user({ user: id })}
      />
      <InviteEmployeeDialog isOpen={administers && search.dialog === 'invite'} onClose={close} />
      <ImportUsersDialog isOpen={administers && search.dialog === 'import'} onClose={close} />
    </Page>
  )
}
