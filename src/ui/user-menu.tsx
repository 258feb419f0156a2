import { UnstyledButton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { Avatar } from './avatar.tsx'
import { Spoken } from './layout.tsx'
import { useText } from './language.ts'
import classes from './user-menu.module.css'
import type { UserMenuEntries } from './user-menu-panel.tsx'

const UserMenuPanel = lazy(() => import('./user-menu-panel.tsx').then((file) => ({ default: file.UserMenuPanel })))

/** Who one is here: profile, look, language, the way out. What it opens is fetched when it is first wanted. */
export function UserMenu({ src, ...props }: UserMenuEntries & { src?: string | null }) {
  const t = useText()
  const [node, setNode] = useState<HTMLElement | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  return (
    <>
      <UnstyledButton
        ref={setNode}
        className={classes.button}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => setWanted(true)}
        onClick={() => {
          setWanted(true)
          setOpen(!isOpen)
        }}
      >
        <Spoken>{t('User menu of {{name}}', { name: props.name })}</Spoken>
        <Avatar name={props.name} src={src ?? null} size={32} />
      </UnstyledButton>
      {isWanted && (
        <Suspense>
          <UserMenuPanel {...props} node={node} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
