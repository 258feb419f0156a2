import { links } from '../../base/employee-links.ts'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { createDirectoryApi, listDirectoriesApi } from '../contract.ts'
import { ConnectionFields, RuleFields, WhatFields } from './directory-fields.tsx'
import { asInput, newDirectory } from './directory-values.ts'

/** Administration → Directories → Add a directory. */
export function NewDirectoryPage() {
  const t = useText()
  const go = useGo()
  return (
    <Page
      title={t('Add a directory')}
      description={t('It is off at first: look at a preview, then switch it on.')}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Directories'), href: links.directories() },
      ]}
    >
      <CommandForm
        endpoint={createDirectoryApi}
        start={newDirectory}
        input={asInput}
        submit={t('Add')}
        onCancel={() => go(links.directories())}
        invalidates={[listDirectoriesApi]}
        problemFields={{
          'directory.name_taken': 'name',
          'directory.password_needed': 'password',
          'ldap.in_the_open': 'security',
        }}
        onDone={({ id }) => go(links.directory({ directory: id }))}
      >
        <Stack gap="md">
          <ConnectionFields hasPassword={false} />
          <WhatFields />
          <RuleFields />
        </Stack>
      </CommandForm>
    </Page>
  )
}
