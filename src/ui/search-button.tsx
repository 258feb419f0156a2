import { UnstyledButton } from '@mantine/core'
import type { Icon } from './button.tsx'
import { useText } from './language.ts'
import classes from './search-button.module.css'
import { Keys } from './keys.tsx'

/** Looks like a search box, opens the command palette. */
export function SearchButton({ icon: Icon, onClick, keys }: { icon: Icon; onClick: () => void; keys: string }) {
  const t = useText()
  return (
    <UnstyledButton className={classes.button} onClick={onClick}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.words}>{t('Go to…')}</span>
      <span className={classes.keys} aria-hidden>
        <Keys keys={keys} />
      </span>
    </UnstyledButton>
  )
}
