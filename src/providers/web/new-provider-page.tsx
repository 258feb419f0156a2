import { links } from '../../base/employee-links.ts'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { createProviderApi, listProvidersApi } from '../contract.ts'
import { ConnectionFields, RuleFields } from './provider-fields.tsx'
import { asInput, newProvider, problemFields } from './provider-values.ts'

/** Administration → Sign-in providers → Add a provider. */
export function NewProviderPage() {
  const t = useText()
  const go = useGo()
  return (
    <Page
      title={t('Add a provider')}
      description={t('It is off at first: register the address it sends people back to, then switch it on.')}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Sign-in providers'), href: links.providers() },
      ]}
    >
      <CommandForm
        endpoint={createProviderApi}
        start={newProvider}
        input={asInput}
        submit={t('Add')}
        onCancel={() => go(links.providers())}
        invalidates={[listProvidersApi]}
        problemFields={problemFields}
        onDone={({ id }) => go(links.provider({ provider: id }))}
      >
        <Stack gap="md">
          <ConnectionFields hasSecret={false} />
          <RuleFields />
        </Stack>
      </CommandForm>
    </Page>
  )
}
