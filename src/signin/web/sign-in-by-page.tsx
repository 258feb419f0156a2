import { links } from '../../base/employee-links.ts'
import { finishLinkApi } from '../identities-contract.ts'
import { ProviderReturn } from '../portal/provider-return.tsx'
import { finishAtProviderApi } from '../provider-contract.ts'
import { useCompany } from './use-company.ts'

/** The page of employees a provider sends back to. */
export function SignInByPage({ provider }: { provider: string }) {
  const { brand } = useCompany()
  return (
    <ProviderReturn
      provider={provider}
      brand={brand}
      finish={finishAtProviderApi}
      finishLink={finishLinkApi}
      signIn={(search) => links.signIn({}, search)}
      home={links.home()}
      profile={links.profile()}
    />
  )
}
