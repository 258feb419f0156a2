import { Box, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import classes from './auth-layout.module.css'
import { Callout } from './callout.tsx'
import { useText } from './language.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Mark } from './mark.tsx'
import { signedOutSentence } from './signed-out.tsx'

export type AuthLayoutProps = {
  title: string
  description?: ReactNode
  children: ReactNode
  /** Below the card: other ways in. */
  footer?: ReactNode
  /** Whose door this is. */
  brand?: { name: string; message?: string | undefined; logo?: string | undefined }
  wide?: boolean
}

/** The pages before one is inside: a card, and beside it whose door this is. Says why when a session was just ended. */
export function AuthLayout({
  title,
  description,
  children,
  footer,
  brand = { name: 'Portico' },
  wide,
}: AuthLayoutProps) {
  const t = useText()
  const ended = new URLSearchParams(window.location.search).get('signedOut')
  useEffect(() => {
    document.title = `${title} · ${brand.name}`
  }, [title, brand.name])

  return (
    <div className={classes.page}>
      <aside className={classes.brand}>
        <div className={classes.name}>
          {brand.logo ? <img src={brand.logo} alt="" height={32} /> : <Mark size={30} />}
          <span>{brand.name}</span>
        </div>
        {brand.message && <p className={classes.message}>{brand.message}</p>}
      </aside>
      <main className={classes.main}>
        <div className={classes.tools}>
          <LanguageSwitch />
        </div>
        <Box className={classes.card} maw={wide ? 560 : 400}>
          {ended !== null && (
            <Box mb="lg">
              <Callout kind="warning" title={t('You have been signed out')}>
                {signedOutSentence(ended, t)}
              </Callout>
            </Box>
          )}
          <Title order={1}>{title}</Title>
          {description && (
            <Text c="dimmed" mt={4} component="div">
              {description}
            </Text>
          )}
          <Box mt="lg">{children}</Box>
          {footer && (
            <Text mt="lg" c="dimmed" component="div">
              {footer}
            </Text>
          )}
        </Box>
      </main>
    </div>
  )
}
