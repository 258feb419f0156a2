import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { forPortal } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { Button } from '../../ui/button.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import type { Problem } from '../../ui/problem.ts'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { signOutApi } from '../contract.ts'
import { askFreshInvitationApi, joinPortalApi, peekInvitationApi } from '../invitations-contract.ts'
import { type Door, InactiveNotice, PortalDoor } from './portal-door.tsx'
import { RegisterSteps } from './register-steps.tsx'
import { SaidPage } from './said-page.tsx'

type Invitation = AnswerOf<typeof peekInvitationApi>
type Answered = { invitation: Invitation }
type Step = { door: Door; token: string }

const signOutHere = forPortal(signOutApi)

/** Never a dead end, and never a word about whom the link was for: the same page for every link that does not work. */
function SpentLink({ door, token }: Step) {
  const t = useText()
  const [asked, setAsked] = useState(false)
  const ask = useCommand(askFreshInvitationApi, { onDone: () => setAsked(true) })
  if (asked) {
    return (
      <SaidPage
        brand={door.brand}
        title={t('Thank you')}
        text={t('We have passed it on. If the link was yours, you will get a fresh one from the people you work with.')}
      />
    )
  }
  return (
    <SaidPage
      brand={door.brand}
      title={t('This link does not work any more')}
      text={
        <>
          {t('It has been used, has run out, or was replaced by a newer one.')}
          <Text quiet>
            {t('If you have registered already, go to the portal and sign in with your e-mail address.')}
          </Text>
        </>
      }
    >
      <Button onClick={() => ask.run({ token })} isRunning={ask.isRunning}>
        {t('Ask for a fresh link')}
      </Button>
      <Button href={portalLinks.home({ portal: door.code })} kind="plain">
        {t('Go to the portal')}
      </Button>
    </SaidPage>
  )
}

function SomebodyElse({ door, invitation, onSignedOut }: Omit<Step, 'token'> & Answered & { onSignedOut: () => void }) {
  const t = useText()
  const signOut = useCommand(signOutHere, { onDone: onSignedOut })
  return (
    <SaidPage
      brand={door.brand}
      title={t('You are signed in as somebody else')}
      text={t(
        'This invitation is for {{invited}}, and in this browser {{signedIn}} is signed in. Sign out to accept it.',
        {
          invited: invitation.fullName,
          signedIn: invitation.signedInAs?.fullName,
        },
      )}
    >
      <Button onClick={() => signOut.run({})} isRunning={signOut.isRunning}>
        {t('Sign out and go on')}
      </Button>
    </SaidPage>
  )
}

/** Somebody with an account takes up one more portal: signed in with a button, else by signing in first. */
function JoinWithAccount({ door, token, invitation }: Step & Answered) {
  const t = useText()
  const join = useCommand(joinPortalApi, {
    onDone: ({ portal }) => window.location.assign(portalLinks.home({ portal })),
  })
  const here = portalLinks.acceptInvitation({ portal: door.code, token })
  return invitation.signedInAs ? (
    <SaidPage
      brand={door.brand}
      title={t('Join {{portal}}', { portal: invitation.portal.name })}
      text={t('{{company}} has opened this portal to you. You keep your account and password.', {
        company: invitation.companyName,
      })}
    >
      <Button onClick={() => join.run({ token })} isRunning={join.isRunning}>
        {t('Join')}
      </Button>
    </SaidPage>
  ) : (
    <SaidPage
      brand={door.brand}
      title={t('You have an account already')}
      text={t('Sign in with it, and you come back here to join {{portal}}.', { portal: invitation.portal.name })}
    >
      <Button href={portalLinks.signIn({ portal: door.code }, { next: here })}>{t('Sign in')}</Button>
    </SaidPage>
  )
}

function Failed({ door, token, problem, onRetry }: Step & { problem: Problem; onRetry: () => void }) {
  const t = useText()
  if (problem.code === 'invitation.spent') return <SpentLink door={door} token={token} />
  if (problem.code === 'portal.inactive') return <InactiveNotice name={door.name} onRetry={onRetry} />
  return (
    <SaidPage brand={door.brand} title={t('That did not work')} text={problemText(problem)}>
      <Button onClick={onRetry}>{t('Try again')}</Button>
    </SaidPage>
  )
}

function Opened({ door, token }: Step) {
  const invitation = useQueryOf(peekInvitationApi, { token })
  const again = (): void => void invitation.refetch()
  if (invitation.error && !invitation.data)
    return <Failed door={door} token={token} problem={invitation.error} onRetry={again} />
  if (!invitation.data) return <PageSkeleton />
  const { signedInAs, step } = invitation.data
  const opened = { door, token, invitation: invitation.data }
  if (signedInAs && !signedInAs.isInvited) return <SomebodyElse {...opened} onSignedOut={again} />
  if (step === 'join') return <JoinWithAccount {...opened} />
  return <RegisterSteps {...opened} />
}

/** Where an invitation to a portal leads. Opening it uses nothing up; only the last step accepts. */
export function JoinPage({ portal, token }: { portal: string; token: string }) {
  return (
    <PortalDoor portal={portal} says="registrationMessage">
      {(door) => <Opened door={door} token={token} />}
    </PortalDoor>
  )
}
