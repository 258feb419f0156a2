import {
  IconEdit,
  IconFolderPlus,
  IconFolderSymlink,
  IconLock,
  IconLockOpen,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import type { Dragged } from '../../ui/dragged.ts'
import { useText } from '../../ui/language.ts'
import { Menu } from '../../ui/menu.tsx'
import { Panel } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import type { AppShape } from '../contract.ts'
import { deleteFolderApi, type FolderShape } from '../contract-folders.ts'
import { InheritDialog, NewFolderDialog, RenameFolderDialog } from './folder-dialogs.tsx'
import { dragged, FolderTree } from './folder-tree.tsx'
import type { Folders } from './folders.ts'
import { MoveFolderDialog, useMoves } from './move-dialog.tsx'

type Props = { app: AppShape; folders: Folders; folder: FolderShape | undefined; onChoose: (id: string) => void }

/** The tree of an app's folders, and what can be done with the chosen one. */
export function FolderPanel({ app, folders, folder, onChoose }: Props) {
  const t = useText()
  const { search, change } = useAddress()
  const moves = useMoves(app.id)
  const open = (dialog: string) => change({ dialog })
  const close = () => change({ dialog: undefined })
  const can = folder ? folder.can : folders.root?.can
  const drop = (onto: string, { kind, ids }: Dragged) => {
    if (kind === dragged.items) moves.items(ids, onto)
    else if (kind === dragged.folder && ids[0] && ids[0] !== onto) moves.folder(ids[0], onto)
  }
  const shared = { app: app.id, onClose: close }
  return (
    <Panel
      title={t('Folders')}
      actions={
        <>
          {can?.edit && (
            <IconButton
              label={folder ? t('New folder in “{{name}}”', { name: folder.name }) : t('New folder')}
              icon={IconFolderPlus}
              onClick={() => open('new-folder')}
            />
          )}
          {folder && <FolderMenu app={app} folder={folder} open={open} onGone={() => onChoose('')} />}
        </>
      }
    >
      <FolderTree
        folders={folders}
        top={t('All items')}
        chosen={folder?.id ?? ''}
        onChoose={onChoose}
        tellsClosed={app.mode === 'folders'}
        drag={{
          take: ({ id }) =>
            folders.rows.find((each) => each.id === id)?.can.edit ? { kind: dragged.folder, ids: [id] } : undefined,
          drop,
        }}
      />
      <NewFolderDialog
        {...shared}
        parent={folder}
        isOpen={search.dialog === 'new-folder' && !!can?.edit}
        onDone={onChoose}
      />
      {folder && (
        <>
          <RenameFolderDialog {...shared} folder={folder} isOpen={search.dialog === 'rename-folder'} />
          <MoveFolderDialog {...shared} folders={folders} folder={folder} isOpen={search.dialog === 'move-folder'} />
          <InheritDialog {...shared} folder={folder} isOpen={search.dialog === 'folder-rights'} />
        </>
      )}
    </Panel>
  )
}

type MenuProps = { app: AppShape; folder: FolderShape; open: (dialog: string) => void; onGone: () => void }

function FolderMenu({ app, folder, open, onGone }: MenuProps) {
  const t = useText()
  const remove = useCommand(deleteFolderApi, { invalidates: [`app:${app.id}`], done: t('Deleted.'), onDone: onGone })
  const { name, can, inherits } = folder
  const ask = async () => {
    const wanted = await confirm({
      title: t('Delete “{{name}}”?', { name }),
      text: t('Only an empty folder is deleted.'),
      action: t('Delete'),
      danger: true,
    })
    if (wanted) remove.run({ app: app.id, folder: folder.id })
  }
  return (
    <Menu
      label={t('Actions of “{{name}}”', { name })}
      entries={[
        can.edit && { label: t('Rename'), icon: IconEdit, onClick: () => open('rename-folder') },
        can.edit && { label: t('Move to …'), icon: IconFolderSymlink, onClick: () => open('move-folder') },
        can.assign &&
          app.mode === 'folders' && {
            label: inherits ? t('Rights of its own') : t('Inherit rights again'),
            icon: inherits ? IconLockOpen : IconLock,
            onClick: () => open('folder-rights'),
          },
        can.assign &&
          app.mode === 'folders' && {
            label: t('Access'),
            icon: IconUsersGroup,
            href: links.folderRights({ workspace: app.workspace.id, app: app.id, folder: folder.id }),
          },
        can.edit && { label: t('Delete'), icon: IconTrash, danger: true, onClick: () => void ask() },
      ]}
    />
  )
}
