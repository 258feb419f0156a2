import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import {
  beginFoldersApi,
  createFolderApi,
  type FolderShape,
  renameFolderApi,
  setFolderInheritsApi,
} from '../contract-folders.ts'

type Props = { app: string; isOpen: boolean; onClose: () => void }

function NameField() {
  const t = useText()
  return <TextField name="name" label={t('Name')} required autoFocus maxLength={200} />
}

const nameTaken = { 'folder.name_taken': 'name', 'folder.too_deep': 'name' }

/** The first folder of an app gives it a tree. */
export function FirstFolderDialog({ app, isOpen, onClose }: Props) {
  const t = useText()
  return (
    <Dialog title={t('First folder')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={beginFoldersApi}
        start={{ name: '' }}
        input={({ name }) => ({ app, name })}
        submit={t('Make the folder')}
        invalidates={[`app:${app}`]}
        onDone={onClose}
        onCancel={onClose}
      >
        <Text quiet>{t('All items stay where they are, in no folder, until somebody moves them.')}</Text>
        <NameField />
      </CommandForm>
    </Dialog>
  )
}

export function NewFolderDialog({
  app,
  parent,
  isOpen,
  onClose,
  onDone,
}: Props & { parent: FolderShape | undefined; onDone: (id: string) => void }) {
  const t = useText()
  return (
    <Dialog
      title={parent ? t('New folder in “{{name}}”', { name: parent.name }) : t('New folder')}
      isOpen={isOpen}
      onClose={onClose}
    >
      <CommandForm
        endpoint={createFolderApi}
        start={{ name: '' }}
        input={({ name }) => ({ app, parent: parent?.id ?? app, name })}
        submit={t('Make the folder')}
        invalidates={[`app:${app}`]}
        problemFields={nameTaken}
        onDone={({ id }) => onDone(id)}
        onCancel={onClose}
      >
        <NameField />
      </CommandForm>
    </Dialog>
  )
}

export function RenameFolderDialog({ app, folder, isOpen, onClose }: Props & { folder: FolderShape }) {
  const t = useText()
  return (
    <Dialog title={t('Rename “{{name}}”', { name: folder.name })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={renameFolderApi}
        start={{ name: folder.name }}
        input={({ name }) => ({ app, folder: folder.id, version: folder.version, name })}
        submit={t('Rename')}
        invalidates={[`app:${app}`]}
        problemFields={nameTaken}
        onDone={onClose}
        onCancel={onClose}
      >
        <NameField />
      </CommandForm>
    </Dialog>
  )
}

/** Whether the rights of the folder above count here: closing asks what becomes of those that do. */
export function InheritDialog({ app, folder, isOpen, onClose }: Props & { folder: FolderShape }) {
  const t = useText()
  const { id, name, inherits } = folder
  return (
    <Dialog
      title={
        inherits ? t('Give “{{name}}” rights of its own', { name }) : t('Let “{{name}}” inherit rights again', { name })
      }
      isOpen={isOpen}
      onClose={onClose}
    >
      <CommandForm
        endpoint={setFolderInheritsApi}
        start={{}}
        input={(_, choice) =>
          inherits
            ? { app, folder: id, inherits: false as const, copy: choice === 'keep' }
            : { app, folder: id, inherits: true as const }
        }
        submit=""
        choices={
          inherits
            ? [
                { key: 'empty', label: t('Start with nobody'), kind: 'plain' },
                { key: 'keep', label: t('Keep who has access now') },
              ]
            : [{ key: 'inherit', label: t('Inherit again') }]
        }
        invalidates={[`app:${app}`]}
        done={t('Saved.')}
        onDone={onClose}
        onCancel={onClose}
      >
        <Text>
          {inherits
            ? t(
                'The rights of the folder above will not count here any more. Keep those that count now as rights of this folder, or start with administrators alone.',
              )
            : t('Whoever has rights in the folder above will have them here too. The rights of this folder stay.')}
        </Text>
      </CommandForm>
    </Dialog>
  )
}
