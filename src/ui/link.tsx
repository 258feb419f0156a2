import { Anchor } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

export type AnchorFor = { href: string; onClick: (event: MouseEvent) => void } | undefined

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented

/**
 * Properties that make an `<a>` walk inside the application, while a click with a modifier, the middle button and "open in
 * a new tab" stay the browser's. Addresses with a scheme and those of the API are left to the browser.
 */
export function useAnchor(href: string | undefined): AnchorFor {
  const router = useRouter({ warn: false })
  if (href === undefined) return undefined
  const isOurs = href.startsWith('/') && !href.startsWith('/api/')
  return {
    href,
    onClick: (event) => {
      if (!isOurs || !router || !isPlainClick(event)) return
      event.preventDefault()
      void router.navigate({ href })
    },
  }
}

/** Goes to an address of ours from code: after a command is done, say. */
export function useGo(): (href: string, how?: { replace?: boolean }) => void {
  const router = useRouter()
  return (href, { replace = false } = {}) => void router.navigate({ href, replace })
}

export type TextLinkProps = { href: string; children: ReactNode; newTab?: boolean; quiet?: boolean }

/** A link in running text or in a cell. */
export function TextLink({ href, children, newTab, quiet }: TextLinkProps) {
  const anchor = useAnchor(href)
  return (
    <Anchor
      {...(newTab ? { href, target: '_blank', rel: 'noreferrer' } : anchor)}
      inherit
      c={quiet ? 'inherit' : undefined}
      fw={quiet ? 550 : undefined}
      // Inside text colour alone may not tell a link (WCAG 1.4.1).
      underline={quiet ? 'hover' : 'always'}
    >
      {children}
    </Anchor>
  )
}
