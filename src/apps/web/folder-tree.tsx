import { IconFolder, IconFolderOpen, IconLock, IconTable } from '@tabler/icons-react'
import { useText } from '../../ui/language.ts'
import { Spoken } from '../../ui/layout.tsx'
import { Tree, type TreeNode, type TreeProps } from '../../ui/tree.tsx'
import type { Folders } from './folders.ts'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** The kinds of things that are dragged onto a folder. */
export const dragged = { items: 'items', folder: 'folder' } as const

type Props = {
  folders: Folders
  /** What stands at the top: all items, or the place that is in no folder. */
  top: string
  chosen: string
  onChoose: (id: string) => void
  drag?: TreeProps['drag']
  /** Whether it is told which folders stand apart. */
  tellsClosed?: boolean
}

/** The folders of an app below the app itself, whose id is the empty one. */
export function FolderTree({ folders, top, chosen, onChoose, drag, tellsClosed }: Props) {
  const t = useText()
  const below = (parent: string | null): TreeNode[] =>
    folders.rows
      .filter((folder) => folder.parent === parent)
      .map(({ id, name, inherits }) => ({
        id,
        label: name,
        icon: id === chosen ? <IconFolderOpen {...icon} /> : <IconFolder {...icon} />,
        note: tellsClosed && !inherits && (
          <>
            <IconLock size={14} aria-hidden />
            <Spoken>{t('with rights of its own')}</Spoken>
          </>
        ),
        children: below(id),
      }))
  return (
    <Tree
      label={t('Folders')}
      nodes={[{ id: '', label: top, icon: <IconTable {...icon} /> }, ...below(null)]}
      chosen={chosen}
      onChoose={onChoose}
      {...(drag ? { drag } : {})}
    />
  )
}
