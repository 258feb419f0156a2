import { useState } from 'react'
import type { OrgElementId } from '../../base/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { ChoiceSetting, TextSetting } from '../../ui/setting-fields.tsx'
import type { DraftElementShape } from '../contract-draft.ts'
import { elementKinds } from '../contract.ts'
import { useKindWords } from './kind-words.ts'

type Kind = DraftElementShape['kind']
type AddElementDialogProps = {
  below: OrgElementId | undefined
  onClose: () => void
  onAdd: (below: OrgElementId, kind: Kind, name: string) => void
}

function AddElement({ below, onAdd, onClose }: AddElementDialogProps & { below: OrgElementId }) {
  const t = useText()
  const kinds = useKindWords()
  const [kind, setKind] = useState<Kind>('position')
  const [name, setName] = useState('')
  const what = {
    department: t('One head, and any number of people, positions and groups below.'),
    position: t('One holder. What stands below has the holder as superior.'),
    employee_group: t('Any number of people, nobody leading.'),
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const typed = new FormData(event.currentTarget).get('name')
        onAdd(below, kind, String(typed ?? name).trim())
      }}
    >
      <Stack>
        <ChoiceSetting
          label={t('What')}
          description={what[kind]}
          options={elementKinds.map((value) => ({ value, label: kinds[value] }))}
          value={kind}
          onChange={(next) => next && setKind(next as Kind)}
        />
        <TextSetting label={t('Name')} value={name} onChange={setName} maxLength={200} autoFocus />
        <Row justify="end">
          <Button kind="plain" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button submit>{t('Add')}</Button>
        </Row>
      </Stack>
    </form>
  )
}

export function AddElementDialog(props: AddElementDialogProps) {
  const t = useText()
  return (
    <Dialog title={t('New element')} isOpen={props.below !== undefined} onClose={props.onClose} size="sm">
      {props.below && <AddElement {...props} below={props.below} />}
    </Dialog>
  )
}
