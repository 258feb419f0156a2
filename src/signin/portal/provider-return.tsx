import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { api } from '../../ui/api.ts'
import { AuthLayout, type AuthLayoutProps } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import { nextAddress } from '../../ui/next-address.ts'
import { asProblem, type Problem } from '../../ui/problem.ts'
import type { finishLinkApi } from '../identities-contract.ts'
import type { finishAtProviderApi } from '../provider-contract.ts'
import { isOfProfile, takeAnswer, takeNext } from './way-back.ts'

type Props = {
  provider: string
  brand: NonNullable<AuthLayoutProps['brand']>
  finish: typeof finishAtProviderApi
  finishLink: typeof finishLinkApi
  signIn: (search: { next?: string | undefined }) => string
  home: string
  profile: string
}

/** Back from a provider: this page hands what came along to the server, and goes on. */
export function ProviderReturn({ provider, brand, finish, finishLink, signIn, home, profile }: Props) {
  const t = useText()
  const [problem, tell] = useState<Problem>()
  const [isLink, setLink] = useState(false)
  const begun = useRef(false)
  const goOn = async (): Promise<void> => {
    const answer = takeAnswer()
    setLink(isOfProfile(answer))
    if (isOfProfile(answer)) {
      await api(finishLink, { provider, answer })
      return window.location.replace(profile)
    }
    const { next } = await api(finish, { provider, answer })
    const wanted = takeNext()
    // What is still to be proved is asked for on the page of signing in.
    window.location.replace(next === 'in' ? nextAddress(wanted, home) : signIn({ next: wanted }))
  }
  const start = useEffectEvent(() => void goOn().catch((thrown: unknown) => tell(asProblem(thrown))))
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    start()
  }, [])

  if (!problem) {
    return (
      <AuthLayout title={t('One moment')} brand={brand}>
        <Text quiet>{t('We look at what the provider says of you.')}</Text>
      </AuthLayout>
    )
  }
  return (
    <AuthLayout title={isLink ? t('Not linked') : t('Not signed in')} brand={brand}>
      <Stack>
        <Callout kind="bad">{problemText(problem)}</Callout>
        <Button href={isLink ? profile : signIn({})} wide>
          {isLink ? t('Back to your profile') : t('Back to signing in')}
        </Button>
      </Stack>
    </AuthLayout>
  )
}
