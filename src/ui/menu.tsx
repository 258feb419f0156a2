import { ActionIcon, Menu as MantineMenu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Icon } from './button.tsx'
import { useText } from './language.ts'
import { useAnchor } from './link.tsx'

export type MenuEntry = {
  label: string
  icon?: Icon
  onClick?: () => void
  href?: string
  danger?: boolean
  /** Why it cannot be chosen now; shown below the label. */
  disabledReason?: string | false | null | undefined
}

function Entry({ label, icon: Icon, onClick, href, danger, disabledReason }: MenuEntry) {
  const anchor = useAnchor(disabledReason ? undefined : href)
  return (
    <MantineMenu.Item
      {...(anchor ? { component: 'a' as const, ...anchor } : { onClick })}
      leftSection={Icon && <Icon size={16} stroke={1.75} aria-hidden />}
      color={danger ? 'red' : undefined}
      disabled={!!disabledReason}
    >
      {label}
      {disabledReason && <div style={{ fontSize: 'var(--mantine-font-size-xs)', maxWidth: 240 }}>{disabledReason}</div>}
    </MantineMenu.Item>
  )
}

export type MenuProps = {
  /** What the menu is for, when `children` is left out and three dots stand for it. */
  label: string
  entries: readonly (MenuEntry | 'line' | false | null | undefined)[]
  /** The control that opens it; one that takes a ref and properties. */
  children?: ReactNode
}

/** Actions of one thing behind three dots, or behind a control of yours. */
export function Menu({ label, entries, children }: MenuProps) {
  const t = useText()
  const shown = entries.filter((entry) => !!entry)
  if (shown.length === 0) return null
  return (
    <MantineMenu position="bottom-end" withinPortal>
      <MantineMenu.Target>
        {children ?? (
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={label || t('Actions')}>
            <IconDots size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
      </MantineMenu.Target>
      <MantineMenu.Dropdown>
        {shown.map((entry, index) =>
          entry === 'line' ? <MantineMenu.Divider key={`line ${index}`} /> : <Entry key={entry.label} {...entry} />,
        )}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}
