import { Badge, Skeleton, Stack } from '@mantine/core'
import { IconChevronRight, IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import classes from './app-frame.module.css'
import { IconButton } from './button.tsx'
import { useText } from './language.ts'
import { useAnchor } from './link.tsx'
import { currentEntry, type NavigationItem, type NavigationSection } from './navigation.ts'

function Entry({ item, current, depth }: { item: NavigationItem; current: string | undefined; depth: number }) {
  const t = useText()
  const { label, href, icon: Icon, count, items = [] } = item
  const anchor = useAnchor(href)
  const isCurrent = current === href
  const holdsCurrent = items.some((inner) => inner.href === current)
  const [isOpen, setOpen] = useState<boolean>()
  // Whoever is inside sees where; otherwise it is as the person left it.
  const shown = isOpen ?? (isCurrent || holdsCurrent || items.length <= 6)
  return (
    <li>
      <div
        className={classes.entry}
        data-current={isCurrent || undefined}
        style={{ paddingInlineStart: 10 + depth * 18 }}
      >
        <a {...anchor} className={classes.link} aria-current={isCurrent ? 'page' : undefined}>
          {Icon && <Icon size={18} stroke={1.6} aria-hidden />}
          <span className={classes.label}>{label}</span>
        </a>
        {count !== undefined && count > 0 && (
          <Badge size="sm" circle={count < 10} aria-label={t('{{count}} waiting', { count })}>
            {count > 99 ? '99+' : count}
          </Badge>
        )}
        {items.length > 0 && (
          <button
            type="button"
            className={classes.turn}
            data-open={shown || undefined}
            aria-expanded={shown}
            aria-label={t('Contents of {{name}}', { name: label })}
            onClick={() => setOpen(!shown)}
          >
            <IconChevronRight size={14} aria-hidden />
          </button>
        )}
      </div>
      {shown && items.length > 0 && (
        <ul className={classes.entries}>
          {items.map((inner) => (
            <Entry key={inner.href} item={inner} current={current} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  )
}

export function SideNavigation({
  sections,
  path,
}: {
  sections: readonly NavigationSection[] | undefined
  path: string
}) {
  const t = useText()
  const navigation = useRef<HTMLElement>(null)
  const current = sections && currentEntry(sections, path)
  // Administration alone has more entries than a laptop has lines: where one is must be seen.
  useEffect(() => {
    if (current) navigation.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  if (!sections) {
    return (
      <Stack gap="sm" p="md" aria-busy>
        {[60, 75, 50, 66, 58].map((width) => (
          <Skeleton key={width} height={14} width={`${width}%`} />
        ))}
      </Stack>
    )
  }
  return (
    <nav ref={navigation} aria-label={t('Navigation')} className={classes.navigation}>
      {sections.map(({ key, title, items, action }) => (
        <div key={key} className={classes.section}>
          {(title || action) && (
            <div className={classes.title}>
              <h2>{title}</h2>
              {action && <IconButton icon={IconPlus} label={action.label} href={action.href} />}
            </div>
          )}
          <ul className={classes.entries}>
            {items.map((item) => (
              <Entry key={item.href} item={item} current={current} depth={0} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
