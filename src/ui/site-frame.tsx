import { Burger, Collapse } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useEffect } from 'react'
import { useAddress } from './address.ts'
import { useText } from './language.ts'
import { useAnchor } from './link.tsx'
import { Mark } from './mark.tsx'
import classes from './site-frame.module.css'

export type SiteLink = { label: string; href: string }
export type SiteFrameProps = {
  name: string
  logo?: string | undefined
  home: string
  navigation: readonly SiteLink[]
  /** Below the page: whose site it is, links. */
  footer?: ReactNode
  tools: ReactNode
  children: ReactNode
}

function Entry({ link, current, className }: { link: SiteLink; current?: boolean; className?: string | undefined }) {
  return (
    <a {...useAnchor(link.href)} className={className} aria-current={current ? 'page' : undefined}>
      {link.label}
    </a>
  )
}

/** The frame of a small site: header with its name, a panel of pages, the page, a footer. On a phone the pages are in the header. */
export function SiteFrame({ name, logo, home, navigation, footer, tools, children }: SiteFrameProps) {
  const t = useText()
  const { path } = useAddress()
  const isPhone = useMediaQuery('(max-width: 52em)', false, { getInitialValueInEffect: false })
  const [isOpen, { toggle, close }] = useDisclosure(false)
  useEffect(close, [path, close])

  const pages = (
    <nav aria-label={t('Navigation')} className={classes.navigation}>
      {navigation.map((link) => (
        <Entry key={link.href} link={link} current={path === link.href} className={classes.entry} />
      ))}
    </nav>
  )
  const hasPages = navigation.length > 1
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <div className={classes.bar}>
          {isPhone && hasPages && (
            <Burger opened={isOpen} onClick={toggle} size="sm" aria-label={t('Navigation')} aria-expanded={isOpen} />
          )}
          <a {...useAnchor(home)} className={classes.name}>
            {logo ? <img src={logo} alt="" height={28} /> : <Mark size={24} />}
            <span>{name}</span>
          </a>
          <div className={classes.tools}>{tools}</div>
        </div>
        {isPhone && hasPages && <Collapse expanded={isOpen}>{pages}</Collapse>}
      </header>
      <div className={classes.middle}>
        {!isPhone && hasPages && <div className={classes.side}>{pages}</div>}
        <main className={classes.page}>{children}</main>
      </div>
      {footer && <footer className={classes.footer}>{footer}</footer>}
    </div>
  )
}
