import { IconFingerprint } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { AuthLayoutProps } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Line, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { knowsPasskeys, proveByDevice } from '../../ui/passkey.ts'
import { useQueryOf } from '../../ui/queries.ts'
import type { DoorAnswer } from '../door-contract.ts'
import { getSignInRulesApi } from '../security-contract.ts'
import type { DoorEndpoints } from './door-endpoints.ts'
import { ProviderButtons } from './provider-buttons.tsx'
import { usePasskey } from './use-passkey.ts'

/** Most people need only the first page, so the steps after it are fetched when they are needed. */
const DoorSteps = lazy(() => import('./door-steps.tsx').then((file) => ({ default: file.DoorSteps })))

export type DoorProps = {
  endpoints: DoorEndpoints
  brand: NonNullable<AuthLayoutProps['brand']>
  onIn: () => void
  /** The portal's code at its door. */
  portal?: string
  /** The first page; it tells what the password was answered with. `others` are the other ways in. */
  children: (tell: (answer: DoorAnswer) => void, others: ReactNode, isRecoveryOpen: boolean) => ReactNode
}

/** Signing in on either side: the first page, then whatever is still to be proved, also after a reload. */
export function SignInDoor({ endpoints, brand, onIn, portal, children }: DoorProps) {
  const asked = portal === undefined ? {} : { portal }
  const open = useQueryOf(endpoints.getOpenProof, {})
  const rules = useQueryOf(getSignInRulesApi, asked)
  const [told, setTold] = useState<DoorAnswer | null>(null)
  const tell = (answer: DoorAnswer): void => {
    if (answer.next === 'in' && !answer.recoveryCodes?.length) onIn()
    else setTold(answer)
  }
  return (
    <Loaded query={open}>
      {(found) => {
        const answer = told ?? found
        if (answer.next === 'start') {
          const { passkeys = false, providers = [], recovery = true } = rules.data ?? {}
          const withPasskey = passkeys && knowsPasskeys()
          const others = (withPasskey || providers.length > 0) && (
            <Stack gap="sm">
              <Line />
              <ProviderButtons providers={providers} begin={endpoints.beginAtProvider} asked={asked} />
              {withPasskey && <PasskeyButton endpoints={endpoints} onAnswer={tell} />}
            </Stack>
          )
          return children(tell, others, recovery)
        }
        return (
          <Suspense>
            <DoorSteps
              answer={answer}
              endpoints={endpoints}
              brand={brand}
              onAnswer={tell}
              onStartAgain={() => setTold({ ...answer, next: 'start' })}
              onIn={onIn}
            />
          </Suspense>
        )
      }}
    </Loaded>
  )
}

function PasskeyButton({ endpoints, onAnswer }: { endpoints: DoorEndpoints; onAnswer: (answer: DoorAnswer) => void }) {
  const t = useText()
  const passkey = usePasskey({ ask: endpoints.askPasskey, answer: endpoints.provePasskey }, proveByDevice, onAnswer)
  return (
    <Button
      kind="plain"
      wide
      icon={IconFingerprint}
      isRunning={passkey.isRunning}
      onClick={() => passkey.run(endpoints.asked)}
    >
      {t('Sign in with a passkey')}
    </Button>
  )
}
