import { ActionIcon, Button as MantineButton } from '@mantine/core'
import type { ComponentType, MouseEvent, ReactNode } from 'react'
import { Hint } from './hint.tsx'
import { type AnchorFor, useAnchor } from './link.tsx'

export type Icon = ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>

export type ButtonProps = {
  children: ReactNode
  onClick?: (event: MouseEvent) => void
  /** An address makes it a link that looks like a button. */
  href?: string
  /** `main` once on a screen; `danger` for what cannot be undone. */
  kind?: 'main' | 'plain' | 'quiet' | 'danger'
  icon?: Icon
  submit?: boolean
  form?: string
  isRunning?: boolean
  /** Why it cannot be pressed now. It stays in the tab order, so that everybody can find the reason. */
  disabledReason?: string | false | null | undefined
  wide?: boolean
  size?: 'xs' | 'sm' | 'md'
  autoFocus?: boolean
}

const looks = {
  main: { variant: 'filled' },
  plain: { variant: 'default' },
  quiet: { variant: 'subtle' },
  danger: { variant: 'filled', color: 'red' },
} as const

const refuseClick = (event: MouseEvent): void => event.preventDefault()

export function Button({
  children,
  onClick,
  href,
  kind = 'main',
  icon: Icon,
  submit,
  form,
  isRunning,
  disabledReason,
  wide,
  size = 'sm',
  autoFocus,
}: ButtonProps) {
  const anchor: AnchorFor = useAnchor(disabledReason ? undefined : href)
  const button = (
    <MantineButton
      {...looks[kind]}
      {...(anchor
        ? { component: 'a' as const, ...anchor }
        : { type: submit ? ('submit' as const) : ('button' as const), form })}
      size={size}
      fullWidth={wide ?? false}
      loading={isRunning ?? false}
      leftSection={Icon ? <Icon size={16} stroke={1.75} aria-hidden /> : undefined}
      data-autofocus={autoFocus || undefined}
      {...(disabledReason
        ? { 'data-disabled': true, 'aria-disabled': true, 'aria-description': disabledReason, onClick: refuseClick }
        : onClick
          ? { onClick }
          : {})}
    >
      {children}
    </MantineButton>
  )
  return disabledReason ? <Hint label={disabledReason}>{button}</Hint> : button
}

export type IconButtonProps = {
  /** What it does, said by screen readers and shown on hover. */
  label: string
  icon: Icon
  onClick?: (event: MouseEvent) => void
  href?: string
  kind?: 'plain' | 'quiet' | 'danger'
  isRunning?: boolean
  disabledReason?: string | false | null | undefined
}

export function IconButton({
  label,
  icon: Icon,
  onClick,
  href,
  kind = 'quiet',
  isRunning,
  disabledReason,
}: IconButtonProps) {
  const anchor = useAnchor(disabledReason ? undefined : href)
  return (
    <Hint label={disabledReason || label}>
      <ActionIcon
        {...(anchor ? { component: 'a' as const, ...anchor } : { type: 'button' as const })}
        variant={kind === 'plain' ? 'default' : 'subtle'}
        color={kind === 'danger' ? 'red' : kind === 'quiet' ? 'gray' : undefined}
        size={32}
        aria-label={label}
        loading={isRunning ?? false}
        {...(disabledReason
          ? { 'data-disabled': true, 'aria-disabled': true, 'aria-description': disabledReason, onClick: refuseClick }
          : onClick
            ? { onClick }
            : {})}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Hint>
  )
}
