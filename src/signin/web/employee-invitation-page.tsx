import type { AnswerOf } from '../../base/endpoint.ts'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { signOutApi } from '../contract.ts'
import {
  acceptEmployeeInvitationApi,
  declineEmployeeInvitationApi,
  peekEmployeeInvitationApi,
} from '../invitations-contract.ts'
import { NewPasswordField, passwordProblemFields } from '../portal/new-password-field.tsx'
import { SaidPage } from '../portal/said-page.tsx'
import { useCompany } from './use-company.ts'

type Invitation = AnswerOf<typeof peekEmployeeInvitationApi>

function SomebodyElse({ invitation, onSignedOut }: { invitation: Invitation; onSignedOut: () => void }) {
  const t = useText()
  const signOut = useCommand(signOutApi, { onDone: onSignedOut })
  return (
    <SaidPage
      brand={{ name: invitation.companyName }}
      title={t('You are signed in as somebody else')}
      text={t(
        'This invitation is for {{invited}}, and in this browser {{signedIn}} is signed in. Sign out to accept it.',
        { invited: invitation.fullName, signedIn: invitation.signedInAs },
      )}
    >
      <Button onClick={() => signOut.run({})} isRunning={signOut.isRunning}>
        {t('Sign out and go on')}
      </Button>
    </SaidPage>
  )
}

function AcceptForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useText()
  const [isDeclined, setDeclined] = useState(false)
  const decline = useCommand(declineEmployeeInvitationApi, { onDone: () => setDeclined(true) })
  const { companyName, fullName, email, invitedBy } = invitation
  const ask = async (): Promise<void> => {
    const sure = await confirm({
      title: t('Decline the invitation?'),
      text: t('The link will not work any more. {{company}} can send you a new one.', { company: companyName }),
      action: t('Decline'),
      danger: true,
    })
    if (sure) decline.run({ token })
  }
  if (isDeclined) {
    return (
      <SaidPage
        brand={{ name: companyName }}
        title={t('You have declined')}
        text={t('Nothing was set up for you. You can close this page.')}
      />
    )
  }
  return (
    <AuthLayout
      title={t('Welcome to {{company}}', { company: companyName })}
      description={
        invitedBy
          ? t('{{name}} has invited you. Choose a password for {{email}} and you are in.', { name: invitedBy, email })
          : t('You have been invited. Choose a password for {{email}} and you are in.', { email })
      }
      brand={{ name: companyName }}
      footer={
        <Button kind="quiet" onClick={() => void ask()} isRunning={decline.isRunning}>
          {t('Decline the invitation')}
        </Button>
      }
    >
      <CommandForm
        endpoint={acceptEmployeeInvitationApi}
        start={{ fullName, password: '' }}
        input={(values) => ({ token, ...values })}
        submit={t('Accept and sign in')}
        wideButton
        problemFields={passwordProblemFields}
        onDone={() => window.location.assign(links.home())}
      >
        <TextField name="fullName" label={t('Your name')} autoComplete="name" required />
        <NewPasswordField ownWords={[companyName, email]} wordsOfFields={['fullName']} autoFocus />
      </CommandForm>
    </AuthLayout>
  )
}

/** Where an employee's invitation leads. Opening it uses nothing up. */
export function EmployeeInvitationPage({ token }: { token: string }) {
  const t = useText()
  const { brand } = useCompany()
  const invitation = useQueryOf(peekEmployeeInvitationApi, { token })
  if (invitation.data?.signedInAs)
    return <SomebodyElse invitation={invitation.data} onSignedOut={() => void invitation.refetch()} />
  if (invitation.data) return <AcceptForm token={token} invitation={invitation.data} />
  if (!invitation.error) return <PageSkeleton />
  return invitation.error.code === 'invitation.spent' ? (
    <SaidPage
      brand={brand}
      title={t('This invitation does not work any more')}
      text={
        <>
          {t('It has been used, has run out, or was withdrawn. Ask whoever invited you for a new one.')}
          <Text quiet>{t('If you have set your password already, sign in.')}</Text>
        </>
      }
    >
      <Button href={links.signIn()}>{t('Sign in')}</Button>
    </SaidPage>
  ) : (
    <SaidPage brand={brand} title={t('That did not work')} text={problemText(invitation.error)}>
      <Button onClick={() => void invitation.refetch()}>{t('Try again')}</Button>
    </SaidPage>
  )
}
