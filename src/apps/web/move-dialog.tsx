import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import { type FolderShape, moveFolderApi, moveItemsApi } from '../contract-folders.ts'
import { FolderTree } from './folder-tree.tsx'
import { type Folders, isWithin } from './folders.ts'

type Props = { app: string; folders: Folders; isOpen: boolean; onClose: () => void }

/** What moving does, for dragging and for the dialogs. The root has the id of the app. */
export function useMoves(app: string, onDone?: () => void) {
  const t = useText()
  const shared = { invalidates: [`app:${app}`], done: t('Moved.'), ...(onDone ? { onDone } : {}) }
  const items = useCommand(moveItemsApi, shared)
  const folder = useCommand(moveFolderApi, shared)
  return {
    items: (ids: readonly string[], to: string) => items.run({ app, folder: to || app, items: [...ids] }),
    folder: (id: string, to: string) => folder.run({ app, folder: id, parent: to || app }),
    isRunning: items.isRunning || folder.isRunning,
  }
}

/** Items to another folder. */
export function MoveItemsDialog({
  items,
  onMoved,
  ...props
}: Props & { items: readonly string[]; onMoved?: () => void }) {
  const t = useText()
  const moves = useMoves(props.app, () => {
    props.onClose()
    onMoved?.()
  })
  const mayPut = (id: string) => {
    const place = id ? props.folders.rows.find((folder) => folder.id === id) : props.folders.root
    return !place?.can.createItem && t('You may not put anything there.')
  }
  return (
    <PlaceDialog
      {...props}
      title={t('Move to a folder')}
      reason={mayPut}
      isRunning={moves.isRunning}
      onPlace={(to) => moves.items(items, to)}
    />
  )
}

/** A folder, with everything in it, to another. */
export function MoveFolderDialog({ folder, ...props }: Props & { folder: FolderShape }) {
  const t = useText()
  const moves = useMoves(props.app, props.onClose)
  const mayPut = (id: string) => {
    if (isWithin(props.folders, id, folder.id)) return t('A folder cannot lie within itself.')
    const place = id ? props.folders.rows.find((each) => each.id === id) : props.folders.root
    return !place?.can.edit && t('You may not put anything there.')
  }
  return (
    <PlaceDialog
      {...props}
      title={t('Move “{{name}}”', { name: folder.name })}
      reason={mayPut}
      isRunning={moves.isRunning}
      onPlace={(to) => moves.folder(folder.id, to)}
    />
  )
}

type PlaceProps = Props & {
  title: string
  /** Why it cannot go there. */
  reason: (id: string) => string | false
  isRunning: boolean
  onPlace: (id: string) => void
}

function PlaceDialog({ folders, title, isOpen, onClose, reason, isRunning, onPlace }: PlaceProps) {
  const t = useText()
  const [to, setTo] = useState('')
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <Stack>
        <FolderTree folders={folders} top={t('In no folder')} chosen={to} onChoose={setTo} />
        <Row justify="end">
          <Button kind="plain" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button onClick={() => onPlace(to)} disabledReason={reason(to)} isRunning={isRunning}>
            {t('Move here')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  )
}
