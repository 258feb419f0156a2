import { Burger } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useAddress } from './address.ts'
import classes from './app-frame.module.css'
import type { NavigationSection } from './navigation.ts'
import { useText } from './language.ts'
import { SideNavigation } from './side-navigation.tsx'

const PhoneNavigation = lazy(() => import('./phone-navigation.tsx').then((file) => ({ default: file.PhoneNavigation })))

export type AppFrameProps = {
  brand: ReactNode
  /** Undefined while it is on its way. */
  navigation: readonly NavigationSection[] | undefined
  /** In the middle of the header: the search. */
  search: ReactNode
  /** At the end of the header: help, the user. */
  tools: ReactNode
  children: ReactNode
}

/** The frame of an application: navigation at the left, a header, the page. On a phone the navigation opens over the page. */
export function AppFrame({ brand, navigation, search, tools, children }: AppFrameProps) {
  const t = useText()
  const { path } = useAddress()
  const isPhone = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
  const [isOpen, { open, close }] = useDisclosure(false)
  // Going somewhere is the end of choosing where to go.
  useEffect(close, [path, close])

  const side = (
    <>
      <div className={classes.brand}>{brand}</div>
      <div className={classes.scroll}>
        <SideNavigation sections={navigation} path={path} />
      </div>
    </>
  )
  return (
    <div className={classes.frame}>
      <a href="#page" className={classes.skip}>
        {t('Skip to the page')}
      </a>
      {isPhone ? (
        <Suspense>
          <PhoneNavigation isOpen={isOpen} onClose={close}>
            {side}
          </PhoneNavigation>
        </Suspense>
      ) : (
        <aside className={classes.side}>{side}</aside>
      )}
      <div className={classes.right}>
        <header className={classes.header}>
          {isPhone && <Burger opened={isOpen} onClick={open} size="sm" aria-label={t('Navigation')} />}
          <div className={classes.search}>{search}</div>
          <div className={classes.tools}>{tools}</div>
        </header>
        <main id="page" className={classes.page} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}
