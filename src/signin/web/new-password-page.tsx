import { links } from '../../base/employee-links.ts'
import { resetPasswordApi } from '../contract.ts'
import { NewPasswordForm } from '../portal/new-password-form.tsx'
import { useCompany } from './use-company.ts'

export function NewPasswordPage({ token }: { token: string }) {
  const { brand } = useCompany()
  return (
    <NewPasswordForm
      endpoint={resetPasswordApi}
      token={token}
      brand={brand}
      signIn={links.signIn()}
      askAgain={links.forgotPassword()}
    />
  )
}
