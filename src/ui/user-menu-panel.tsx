import { Popover, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { IconLogout, IconUser } from '@tabler/icons-react'
import { type ReactNode, type Ref, useEffect, useEffectEvent, useState } from 'react'
import { useText } from './language.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { useAnchor } from './link.tsx'
import classes from './user-menu.module.css'

function EntryLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <a {...useAnchor(href)} className={classes.entry}>
      {icon}
      {children}
    </a>
  )
}

/** Light, dark, or as the device is. */
function SchemeSwitch() {
  const t = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('Theme')}
      value={colorScheme}
      onChange={(scheme) => setColorScheme(scheme as 'light' | 'dark' | 'auto')}
      data={[
        { value: 'light', label: t('Light') },
        { value: 'dark', label: t('Dark') },
        { value: 'auto', label: t('Auto') },
      ]}
    />
  )
}

type StandingProps = { node: HTMLElement | null; onTold: () => void; ref?: Ref<HTMLElement>; id?: string }

/** The button stands already: the library is only told which one it is. */
function Standing({ node, onTold, ref, id }: StandingProps) {
  const tell = useMergedRef(ref)
  const told = useEffectEvent(onTold)
  useEffect(() => {
    node?.setAttribute('id', id ?? '')
    tell(node)
    told()
  }, [tell, node, id])
  return null
}

export type UserMenuEntries = {
  name: string
  note?: string
  profileHref?: string
  onSignOut: () => void
  /** More entries, as `MenuEntry` items would be: "My portals". */
  more?: readonly { label: string; href: string }[]
}

type Props = UserMenuEntries & { node: HTMLElement | null; isOpen: boolean; onClose: () => void }

export function UserMenuPanel({ name, note, profileHref, onSignOut, more = [], node, isOpen, onClose }: Props) {
  const t = useText()
  // Opened after it stands, so that the library notes where the focus was and gives it back.
  const [isThere, setThere] = useState(false)
  return (
    <Popover
      opened={isOpen && isThere}
      onChange={(opened) => !opened && onClose()}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Standing node={node} onTold={() => setThere(true)} />
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div className={classes.who}>
          <Text fw={600} truncate>
            {name}
          </Text>
          {note && (
            <Text size="xs" c="dimmed" truncate>
              {note}
            </Text>
          )}
        </div>
        <hr className={classes.line} />
        {profileHref && (
          <EntryLink href={profileHref} icon={<IconUser size={16} stroke={1.75} aria-hidden />}>
            {t('Profile')}
          </EntryLink>
        )}
        {more.map(({ label, href }) => (
          <EntryLink key={href} href={href}>
            {label}
          </EntryLink>
        ))}
        <div className={classes.setting}>
          <span>{t('Theme')}</span>
          <SchemeSwitch />
        </div>
        <div className={classes.setting}>
          <span>{t('Language')}</span>
          <LanguageSwitch />
        </div>
        <hr className={classes.line} />
        <UnstyledButton className={classes.entry} onClick={onSignOut}>
          <IconLogout size={16} stroke={1.75} aria-hidden />
          {t('Sign out')}
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  )
}
