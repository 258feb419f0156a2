import { links } from '../../base/employee-links.ts'
import { ConfirmEmail, UndoEmail } from '../portal/settle-email.tsx'
import { useCompany } from './use-company.ts'

export function ConfirmEmailPage({ token }: { token: string }) {
  const { brand } = useCompany()
  return <ConfirmEmail token={token} brand={brand} home={links.home()} />
}

export function UndoEmailPage({ token }: { token: string }) {
  const { brand } = useCompany()
  return <UndoEmail token={token} brand={brand} newPassword={links.forgotPassword()} />
}
