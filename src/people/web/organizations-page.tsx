import { IconBuilding, IconPlus } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Page } from '../../ui/page.tsx'
import { createOrganizationApi, listOrganizationsApi } from '../contract-organizations.ts'

/** Client companies that external users belong to. */
export function OrganizationsPage() {
  const t = useText()
  const { search, change } = useAddress()
  const close = (): void => change({ dialog: undefined })
  const add = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'add' })}>
      {t('Add organization')}
    </Button>
  )
  return (
    <Page
      title={t('Organizations')}
      description={t('Client companies. An external user belongs to one of them at most.')}
      actions={add}
    >
      <DataList
        label={t('Organizations')}
        endpoint={listOrganizationsApi}
        topics={['users']}
        search={t('Search by name')}
        empty={{
          icon: IconBuilding,
          title: t('No organizations yet'),
          text: t('Add the companies your external users work for. What is given to a company reaches its people.'),
          action: add,
        }}
        rowHref={({ id }) => links.externalUsers({}, { organization: id })}
        columns={[
          { key: 'name', title: t('Name'), show: ({ name }) => name },
          { key: 'people', title: t('People'), width: 120, align: 'end', show: ({ people }) => people },
        ]}
      />
      <Dialog title={t('Add organization')} isOpen={search.dialog === 'add'} onClose={close} size="sm">
        <CommandForm
          endpoint={createOrganizationApi}
          start={{ name: '' }}
          submit={t('Add organization')}
          onCancel={close}
          done={t('Added.')}
          invalidates={[listOrganizationsApi]}
          problemFields={{ 'organization.name_taken': 'name' }}
          onDone={close}
        >
          <TextField name="name" label={t('Name')} required autoFocus />
        </CommandForm>
      </Dialog>
    </Page>
  )
}
