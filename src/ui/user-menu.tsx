import { Popover, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout, IconUser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Avatar } from './avatar.tsx'
import { Spoken } from './layout.tsx'
import { useText } from './language.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { useAnchor } from './link.tsx'
import classes from './user-menu.module.css'

export type UserMenuProps = {
  name: string
  note?: string
  src?: string | null
  profileHref?: string
  onSignOut: () => void
  /** More entries, as `MenuEntry` items would be: "My portals". */
  more?: readonly { label: string; href: string }[]
}

function EntryLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <a {...useAnchor(href)} className={classes.entry}>
      {icon}
      {children}
    </a>
  )
}

/** Light, dark, or as the device is. */
export function SchemeSwitch() {
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

/** Who one is here: profile, look, language, the way out. */
export function UserMenu({ name, note, src, profileHref, onSignOut, more = [] }: UserMenuProps) {
  const t = useText()
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.button}>
          <Spoken>{t('User menu of {{name}}', { name })}</Spoken>
          <Avatar name={name} src={src ?? null} size={32} />
        </UnstyledButton>
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
