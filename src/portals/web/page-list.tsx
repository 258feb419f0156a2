import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { deletePageApi, type PageRowShape, reorderPagesApi } from '../../pages/contract.ts'
import { IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useCommand } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getPortalApi, type PortalShape } from '../contract.ts'
import { CopyPageDialog, RenamePageDialog } from './page-dialogs.tsx'
import classes from './page-list.module.css'

/** The same list with the entry at `from` at the place `to`. */
const moved = <T,>(list: readonly T[], from: number, to: number): T[] => {
  const rest = list.toSpliced(from, 1)
  return rest.toSpliced(to, 0, list[from]!)
}

type RowProps = {
  portal: PortalShape
  page: PageRowShape
  at: number
  move: (from: number, to: number) => void
  dragged: number | null
  drag: (at: number | null) => void
}

function State({ page }: { page: PageRowShape }) {
  const t = useText()
  if (!page.published) return <StatusBadge>{t('Not published')}</StatusBadge>
  return page.changed ? (
    <StatusBadge tone="warning">{t('Changed since it was published')}</StatusBadge>
  ) : (
    <StatusBadge tone="good">{t('Published')}</StatusBadge>
  )
}

function PageEntry({ portal, page, at, move, dragged, drag }: RowProps) {
  const t = useText()
  const [open, setOpen] = useState<'rename' | 'copy' | null>(null)
  const remove = useCommand(deletePageApi, { invalidates: [getPortalApi], done: t('The page is deleted') })
  const askAndDelete = async () => {
    const isSure = await confirm({
      title: t('Delete “{{name}}”?', { name: page.name }),
      text: t('People outside no longer see it, and what it gave them is taken back at once.'),
      action: t('Delete the page'),
      danger: true,
    })
    if (isSure) remove.run({ page: page.id })
  }
  const last = portal.pages.length - 1
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only a place to drop; the arrows do the same by keyboard
    <li
      className={classes.row}
      data-over={dragged !== null && dragged !== at ? true : undefined}
      onDragOver={(event) => event.preventDefault()}
      onDrop={() => {
        if (dragged !== null) move(dragged, at)
        drag(null)
      }}
    >
      <span
        className={classes.grip}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move'
          drag(at)
        }}
        onDragEnd={() => drag(null)}
        aria-hidden
      >
        <IconGripVertical size={16} />
      </span>
      <div className={classes.name}>
        <TextLink href={links.portalPage({ workspace: portal.workspace, page: page.id })} quiet>
          {page.name}
        </TextLink>
        <Text small quiet>
          {page.home ? t('Home page') : portalLinks.page({ portal: portal.code, page: page.code })}
        </Text>
      </div>
      <State page={page} />
      <Row gap="none" oneLine>
        <IconButton
          label={t('Move “{{name}}” up', { name: page.name })}
          icon={IconArrowUp}
          disabledReason={at === 0 && t('It is the first one')}
          onClick={() => move(at, at - 1)}
        />
        <IconButton
          label={t('Move “{{name}}” down', { name: page.name })}
          icon={IconArrowDown}
          disabledReason={at === last && t('It is the last one')}
          onClick={() => move(at, at + 1)}
        />
        <Menu
          label={t('More about “{{name}}”', { name: page.name })}
          entries={[
            { label: t('Rename'), icon: IconPencil, onClick: () => setOpen('rename') },
            { label: t('Copy'), icon: IconCopy, onClick: () => setOpen('copy') },
            'line',
            {
              label: t('Delete'),
              icon: IconTrash,
              danger: true,
              onClick: () => void askAndDelete(),
              disabledReason: !page.can.delete && t('The home page always stays'),
            },
          ]}
        />
      </Row>
      <RenamePageDialog page={page} isOpen={open === 'rename'} onClose={() => setOpen(null)} />
      <CopyPageDialog page={page} isOpen={open === 'copy'} onClose={() => setOpen(null)} />
    </li>
  )
}

/** Pages in the order of the navigation, moved by dragging or with the arrows. */
export function PageList({ portal }: { portal: PortalShape }) {
  const t = useText()
  const [dragged, drag] = useState<number | null>(null)
  const reorder = useCommand(reorderPagesApi, { invalidates: [getPortalApi] })
  const move = (from: number, to: number): void => {
    if (from === to || to < 0 || to >= portal.pages.length) return
    reorder.run({ portal: portal.id, pages: moved(portal.pages, from, to).map(({ id }) => id as string) })
  }
  return (
    <>
      <ol className={classes.list} aria-label={t('Pages')}>
        {portal.pages.map((page, at) => (
          <PageEntry key={page.id} {...{ portal, page, at, move, dragged, drag }} />
        ))}
      </ol>
      <div className={classes.address}>
        <CopyField
          label={t('Address of the portal')}
          value={new URL(portalLinks.home({ portal: portal.code }), window.location.origin).href}
        />
      </div>
    </>
  )
}
