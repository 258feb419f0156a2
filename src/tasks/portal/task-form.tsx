import { enteredValues, type FieldAccess, startValues } from '../../apps/portal/field-values.ts'
import { FieldsForm } from '../../apps/portal/fields-form.tsx'
import { type Choice, CommandForm } from '../../ui/form.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import type { PersonOption } from '../../ui/person-field.tsx'
import type { ButtonShape, TaskShape } from '../contract.ts'
import type { TaskEndpoints } from './task-endpoints.ts'

export type TaskFormProps = {
  task: TaskShape
  endpoints: TaskEndpoints
  findPeople?: (text: string) => Promise<readonly PersonOption[]>
  onDone: () => void
}

/** Colours as drawn: red warns, a named one stands out, no colour is plain. With none named the first one stands out. */
export function choicesOf(buttons: readonly ButtonShape[], t: Translate): Choice[] {
  if (buttons.length === 0) return [{ key: '', label: t('Complete') }]
  const hasMain = buttons.some(({ color }) => color !== null && color !== 'red')
  return buttons.map(({ key, label, color, confirm }, at) => ({
    key,
    label,
    confirm,
    kind: color === 'red' ? 'danger' : color !== null || (!hasMain && at === 0) ? 'main' : 'plain',
  }))
}

const accessOf = (form: TaskShape['form'], canWrite: boolean): Record<string, FieldAccess> =>
  Object.fromEntries(
    form.map(({ code, access, required }): [string, FieldAccess] => [
      code,
      access === 'read' || !canWrite ? 'read' : required ? 'required' : 'write',
    ]),
  )

/** The form of a task with a button for each way out; only to read for whoever does not have the task. */
export function TaskForm({ task, endpoints, findPeople, onDone }: TaskFormProps) {
  const t = useText()
  const { form, values, can } = task
  const access = accessOf(form, can.complete)
  const fields = (
    <FieldsForm
      fields={form}
      access={access}
      values={values}
      endpoints={endpoints}
      {...(findPeople && { findPeople })}
    />
  )
  const asked = form.length > 0 ? fields : <Text quiet>{t('There is nothing to fill in.')}</Text>
  if (!can.complete) return form.length > 0 ? fields : null
  const start = startValues(form, values)
  return (
    <CommandForm
      endpoint={endpoints.complete}
      start={{ values: start }}
      input={(entered, outcome) => ({
        task: task.id,
        version: task.version,
        ...(task.item && { itemVersion: task.item.version }),
        outcome: outcome === '' ? null : outcome,
        values: enteredValues(form, entered.values, start, access),
      })}
      submit={t('Complete')}
      choices={choicesOf(task.buttons, t)}
      done={t('Done.')}
      invalidates={[endpoints.list, endpoints.get, 'tasks']}
      onDone={onDone}
    >
      {asked}
    </CommandForm>
  )
}
