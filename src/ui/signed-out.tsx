import { Center, Stack, Text, Title } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { goToSignIn } from './api.ts'
import { Button } from './button.tsx'
import { type Translate, useText } from './language.ts'

/** Why a session ended, as the server names it, in words for the person it happened to. */
export const signedOutSentence = (reason: string | undefined, t: Translate): string => {
  if (reason === 'locked') return t('Your account has been locked. Ask the person who invited you.')
  if (reason === 'password_changed') return t('Your password was changed. Sign in with the new one.')
  if (reason === 'ended_elsewhere') return t('This session was ended from another device.')
  return t('Your session has ended. Sign in to go on.')
}

/** Covers the whole screen when the session is over, so that nothing stays readable behind it. */
export function SignedOut() {
  const t = useText()
  return (
    <Center mih="100dvh" p="lg" role="alert">
      <Stack align="center" gap="sm" maw={360} ta="center">
        <IconLogout size={32} stroke={1.5} aria-hidden />
        <Title order={1}>{t('You have been signed out')}</Title>
        <Text c="dimmed">{t('Your session has ended. Sign in to go on.')}</Text>
        <Button onClick={() => goToSignIn()}>{t('Sign in')}</Button>
      </Stack>
    </Center>
  )
}
