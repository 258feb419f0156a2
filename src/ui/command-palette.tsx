import { Modal, ScrollArea, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import classes from './command-palette.module.css'
import { useText } from './language.ts'
import { useGo } from './link.tsx'

export type Destination = {
  label: string
  /** Where it belongs: "Administration", the workspace. */
  group?: string
  href?: string
  act?: () => void
  icon?: ReactNode
}

const plain = (text: string): string => text.toLocaleLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')

/** Those whose label or group has every typed word; a label that begins with the text comes first. */
export function matching(destinations: readonly Destination[], typed: string): Destination[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const beginsHere = (one: Destination): boolean => plain(one.label).startsWith(words[0] ?? '')
  return destinations
    .filter((one) => words.every((word) => plain(`${one.label} ${one.group ?? ''}`).includes(word)))
    .toSorted((a, b) => Number(beginsHere(b)) - Number(beginsHere(a)))
}

export type CommandPaletteProps = { destinations: readonly Destination[]; onClose: () => void }

/** Goes anywhere by typing. The field keeps the focus, the arrows move along the list (WAI-ARIA combobox). */
export function CommandPalette({ destinations, onClose }: CommandPaletteProps) {
  const t = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12dvh"
      centered={false}
      attributes={{ content: { 'aria-label': t('Go to') } }}
    >
      <Palette destinations={destinations} onClose={onClose} />
    </Modal>
  )
}

function Palette({ destinations, onClose }: CommandPaletteProps) {
  const t = useText()
  const go = useGo()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = matching(destinations, typed).slice(0, 50)

  const choose = (one: Destination | undefined): void => {
    if (!one) return
    onClose()
    if (one.href) go(one.href)
    one.act?.()
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && found.length > 0) {
      const next = (at + step + found.length) % found.length
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') choose(found[at])
    else return
    event.preventDefault()
  }

  return (
    <>
      <TextInput
        variant="unstyled"
        size="md"
        px="md"
        py={6}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
        placeholder={t('Go to…')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKey}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a datalist cannot show groups or icons
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        aria-label={t('Go to')}
        data-autofocus
      />
      <ScrollArea.Autosize mah="50dvh" className={classes.list}>
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold icons and groups */}
        <div role="listbox" id={`${id}-list`} aria-label={t('Go to')}>
          {found.map((one, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
            <div
              key={`${one.group} ${one.label} ${one.href}`}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an option element cannot hold icons
              role="option"
              id={`${id}-${index}`}
              tabIndex={-1}
              aria-selected={index === at}
              className={classes.option}
              onMouseMove={() => setAt(index)}
              onClick={() => choose(one)}
            >
              {one.icon}
              <span>{one.label}</span>
              {one.group && <span className={classes.group}>{one.group}</span>}
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <Text c="dimmed" p="md" ta="center" aria-live="polite">
            {t('Nothing found')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  )
}
