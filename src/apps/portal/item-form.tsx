import { useState } from 'react'

import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import type { FieldShape } from '../contract.ts'
import type { createItemInFolderApi } from '../contract-folders.ts'
import type { ItemShape, ItemValues } from '../contract-items.ts'
import { enteredValues, type FieldAccess, type FormValues, startValues } from './field-values.ts'
import { FieldsForm, type FieldsFormProps } from './fields-form.tsx'
import { FieldValue } from './field-value.tsx'
import type { ItemEndpoints } from './item-endpoints.ts'

export type ItemFormProps = {
  app: { id: string; fields: readonly FieldShape[] }
  endpoints: ItemEndpoints
  /** The item to change; without it a new one is made. */
  item?: ItemShape
  /** The folder a new one is made in, with what makes it there. */
  place?: { endpoint: typeof createItemInFolderApi; folder: string }
  /** What stands in the fields of a new one at the start. */
  beforehand?: ItemValues
  access?: Record<string, FieldAccess>
  findPeople?: FieldsFormProps['findPeople']
  submit: string
  onDone: (item: { id: string; version: number }) => void
  onCancel?: () => void
}

/** Makes an item, or changes one. */
export const ItemForm = (props: ItemFormProps) =>
  props.item ? <EditForm {...props} item={props.item} /> : <NewForm {...props} />

type Values = { values: FormValues }

const shared = ({ app, endpoints, access, findPeople }: ItemFormProps) => ({
  fields: app.fields,
  endpoints,
  autoFocus: true,
  ...(access ? { access } : {}),
  ...(findPeople ? { findPeople } : {}),
})

function NewForm(props: ItemFormProps) {
  const t = useText()
  const { app, endpoints, access, beforehand, place, submit, onDone, onCancel } = props
  return (
    <CommandForm
      endpoint={(place?.endpoint ?? endpoints.create) as typeof endpoints.create}
      start={{ values: startValues(app.fields, beforehand) }}
      input={({ values }: Values) => ({
        app: app.id,
        ...(place && { folder: place.folder }),
        values: enteredValues(app.fields, values, undefined, access),
      })}
      submit={submit}
      invalidates={[endpoints.list, endpoints.count]}
      done={t('Saved.')}
      onDone={onDone}
      {...(onCancel ? { onCancel } : {})}
    >
      <FieldsForm {...shared(props)} />
    </CommandForm>
  )
}

/**
 * Sends only what was changed here. When somebody else changes the item meanwhile, their changes are shown, and one
 * goes on above them: what was entered stays, and nothing of theirs is written over unseen (AT-016).
 */
function EditForm({ item, ...props }: ItemFormProps & { item: ItemShape }) {
  const t = useText()
  const { app, endpoints, access, submit, onDone, onCancel } = props
  const [first] = useState(item)
  const [seen, setSeen] = useState(item)
  const start = startValues(app.fields, first.values)
  return (
    <Stack>
      {item.version > seen.version && (
        <ChangedMeanwhile before={seen} after={item} {...props} onSeen={() => setSeen(item)} />
      )}
      <CommandForm
        endpoint={endpoints.update}
        start={{ values: start }}
        input={({ values }: Values) => ({
          app: app.id,
          item: item.id,
          version: seen.version,
          values: enteredValues(app.fields, values, start, access),
        })}
        submit={submit}
        invalidates={[endpoints.list, endpoints.get, endpoints.history]}
        done={t('Saved.')}
        onDone={({ version }) => onDone({ id: item.id, version })}
        {...(onCancel ? { onCancel } : {})}
      >
        <FieldsForm {...shared(props)} values={first.values} />
      </CommandForm>
    </Stack>
  )
}

type Meanwhile = ItemFormProps & { before: ItemShape; after: ItemShape; onSeen: () => void }

function ChangedMeanwhile({ before, after, app, endpoints, onSeen }: Meanwhile) {
  const t = useText()
  const changed = app.fields.filter(
    ({ code }) => JSON.stringify(before.values[code]) !== JSON.stringify(after.values[code]),
  )
  return (
    <Callout kind="warning" title={t('Somebody has changed this meanwhile')}>
      <Stack gap="xs">
        {changed.map((field) => (
          <Row key={field.code} gap="xs">
            <Text strong>{field.name}:</Text>
            <Text>
              <FieldValue field={field} value={after.values[field.code]} endpoints={endpoints} short />
              {after.values[field.code] === null && '—'}
            </Text>
          </Row>
        ))}
        <Text>{t('What you have not touched stays as they left it. What you have entered is kept.')}</Text>
        <Row>
          <Button kind="plain" size="xs" onClick={onSeen}>
            {t('Go on with my changes')}
          </Button>
        </Row>
      </Stack>
    </Callout>
  )
}
