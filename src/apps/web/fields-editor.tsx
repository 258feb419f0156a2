import {
  IconArrowDown,
  IconArrowUp,
  IconEdit,
  IconGripVertical,
  IconListDetails,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { useAddress } from '../../ui/address.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Text } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import {
  type AppShape,
  type FieldDraft,
  type FieldShape,
  type FieldType,
  getAppApi,
  getAppDraftApi,
  saveFieldsApi,
} from '../contract.ts'
import { FieldDialog } from './field-dialog.tsx'
import { moved } from './field-draft.ts'
import { fieldTypeWords } from './field-types.ts'
import classes from './fields-editor.module.css'
import { PublishDialog } from './publish-dialog.tsx'
import { TypesDialog } from './types-dialog.tsx'

type Draft = AnswerOf<typeof getAppDraftApi>
type Open = 'types' | { type: FieldType; field?: FieldShape }

/**
 * Keeps the drawing after each change. Changes made quickly one after the other are sent one after the other, each
 * with the version the one before it made.
 */
function useDraft(app: AppShape, draft: Draft) {
  const [known, setKnown] = useState(draft)
  const [fields, setFields] = useState(draft.fields)
  const version = useRef(draft.version)
  const sending = useRef<Promise<unknown>>(Promise.resolve())
  const save = useCommand(saveFieldsApi, { invalidates: [getAppApi] })
  if (known !== draft) {
    setKnown(draft)
    setFields(draft.fields)
  }
  const send = async (earlier: Promise<unknown>, next: FieldShape[]): Promise<void> => {
    await earlier
    const from = Math.max(version.current, draft.version)
    const answer = await save.runAndWait({ app: app.id, version: from, fields: next as FieldDraft[] })
    if (answer) version.current = answer.version
    else setFields(draft.fields)
  }
  const keep = (next: FieldShape[]): void => {
    setFields(next)
    sending.current = send(sending.current, next)
  }
  return { fields, keep, isSaving: save.isRunning }
}

/** The fields as they are drawn; they count for items once they are published. */
export function FieldsEditor({ app, draft }: { app: AppShape; draft: Draft }) {
  const t = useText()
  const { search, change } = useAddress()
  const { fields, keep, isSaving } = useDraft(app, draft)
  const [open, setOpen] = useState<Open | null>(null)
  const [dragged, drag] = useState<number | null>(null)
  const differs = app.draftDiffers || !app.published

  const move = (from: number, to: number): void => {
    if (from !== to && to >= 0 && to < fields.length) keep(moved(fields, from, to))
  }
  const keepField = (field: FieldShape): void => {
    const at = fields.findIndex(({ code }) => open !== 'types' && code === open?.field?.code)
    keep(at < 0 ? [...fields, field] : fields.with(at, field))
    setOpen(null)
  }

  return (
    <Panel
      title={t('Fields')}
      description={t('What each item holds. Nothing changes for anybody until you publish.')}
      actions={
        <>
          <Button kind="plain" icon={IconPlus} onClick={() => setOpen('types')}>
            {t('Add a field')}
          </Button>
          <Button
            onClick={() => change({ dialog: 'publish' })}
            isRunning={isSaving}
            disabledReason={
              fields.length === 0
                ? t('Add a field first.')
                : !differs && t('Everything that is drawn is published already.')
            }
          >
            {t('Publish')}
          </Button>
        </>
      }
    >
      {fields.length === 0 ? (
        <EmptyState
          icon={IconListDetails}
          level={3}
          title={t('No fields yet')}
          text={t('Begin with a line of text: it is what items are called in lists.')}
          action={<Button onClick={() => setOpen({ type: 'string' })}>{t('Add a line of text')}</Button>}
        />
      ) : (
        <ol className={classes.list} aria-label={t('Fields')}>
          {fields.map((field, at) => (
            <FieldRow
              key={field.code}
              {...{ field, at, move, dragged, drag }}
              isLast={at === fields.length - 1}
              isNew={!app.fields.some(({ code }) => code === field.code)}
              onEdit={() => setOpen({ type: field.type, field })}
              onRemove={() => keep(fields.toSpliced(at, 1))}
            />
          ))}
        </ol>
      )}
      <TypesDialog isOpen={open === 'types'} onChoose={(type) => setOpen({ type })} onClose={() => setOpen(null)} />
      {open && open !== 'types' && (
        <FieldDialog
          type={open.type}
          field={open.field}
          takenCodes={[...fields, ...app.fields].map(({ code }) => code)}
          onKeep={keepField}
          onClose={() => setOpen(null)}
        />
      )}
      <PublishDialog
        app={app}
        drawn={fields}
        isOpen={search.dialog === 'publish'}
        onClose={() => change({ dialog: undefined })}
      />
    </Panel>
  )
}

type RowProps = {
  field: FieldShape
  at: number
  isLast: boolean
  isNew: boolean
  move: (from: number, to: number) => void
  dragged: number | null
  drag: (at: number | null) => void
  onEdit: () => void
  onRemove: () => void
}

function FieldRow({ field, at, isLast, isNew, move, dragged, drag, onEdit, onRemove }: RowProps) {
  const t = useText()
  const { icon: Icon, name: typeName } = fieldTypeWords[field.type]
  const { name } = field
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only a place to drop; the arrows do the same by keyboard
    <li
      className={classes.row}
      data-over={(dragged !== null && dragged !== at) || undefined}
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
      <span className={classes.kind}>
        <Icon size={18} stroke={1.6} aria-hidden />
      </span>
      <div className={classes.name}>
        <Text strong>{name}</Text>
        <Text small quiet lines={1}>
          {[t(typeName), field.required && t('required'), field.options?.map((option) => option.name).join(', ')]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      {isNew && <StatusBadge tone="info">{t('New')}</StatusBadge>}
      <Row gap="none" oneLine>
        <IconButton
          label={t('Move “{{name}}” up', { name })}
          icon={IconArrowUp}
          disabledReason={at === 0 && t('It is the first one')}
          onClick={() => move(at, at - 1)}
        />
        <IconButton
          label={t('Move “{{name}}” down', { name })}
          icon={IconArrowDown}
          disabledReason={isLast && t('It is the last one')}
          onClick={() => move(at, at + 1)}
        />
        <IconButton label={t('Edit “{{name}}”', { name })} icon={IconEdit} onClick={onEdit} />
        <IconButton label={t('Remove “{{name}}”', { name })} icon={IconTrash} onClick={onRemove} />
      </Row>
    </li>
  )
}
