import { Stack } from '@mantine/core'
import { type BaseSyntheticEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  FormProvider,
  type Resolver,
  type UseFormReturn,
  useForm,
} from 'react-hook-form'
import type { AnswerOf, Endpoint, SentOf } from '../base/endpoint.ts'
import { Button } from './button.tsx'
import { Callout } from './callout.tsx'
import { confirm } from './confirm.tsx'
import { checkInput } from './input-issues.ts'
import { problemText, useText } from './language.ts'
import { Row } from './layout.tsx'
import type { Problem } from './problem.ts'
import { type CommandOptions, useCommand } from './queries.ts'
import { useUnsavedGuard } from './unsaved-guard.ts'

/** One of several ways to send the same form, each a button of its own. */
export type Choice = {
  key: string
  label: string
  kind?: 'main' | 'plain' | 'danger'
  /** Asked before it is sent. */
  confirm?: string | null
}

export type CommandFormProps<E extends Endpoint, Values extends FieldValues> = Omit<CommandOptions<E>, 'onProblem'> & {
  endpoint: E
  /** The fields and what stands in them at the start. */
  start: Values
  /** Makes the input from the fields; without it the fields are the input. */
  input?: (values: Values, choice: string) => SentOf<E>
  /** The verb on the button. */
  submit: string
  /** Several buttons in place of the one; `input` is told which was pressed. Enter sends only where there is one. */
  choices?: readonly Choice[]
  /** Why it cannot be sent now. */
  disabledReason?: string | false | null | undefined
  onCancel?: () => void
  /** Codes that belong to a field: `{ 'group.name_taken': 'name' }`. */
  problemFields?: Record<string, string>
  /** The fields, or what makes them from the current values. */
  children: ReactNode | ((form: UseFormReturn<Values>) => ReactNode)
  /** Clear the form after it was done, for forms that stay. */
  again?: boolean
  danger?: boolean
  wideButton?: boolean
}

const asErrors = (errors: Record<string, string>, values: FieldValues): FieldErrors => {
  const result: Record<string, unknown> = {}
  for (const [name, message] of Object.entries(errors)) {
    const steps = name.split('.')
    const [first = ''] = steps
    // What no field shows must still be read by someone: it goes above the button.
    if (!(first in values)) {
      result.root = { type: 'input', message: `${name}: ${message}` }
      continue
    }
    let at = result
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>
    at[steps.at(-1)!] = { type: 'input', message }
  }
  return result as FieldErrors
}

/** Puts a refusal where the person looks: at its fields, the rest above the button. */
function showProblem<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  problem: Problem,
  fields: Record<string, string>,
): void {
  const show = (name: string, message: string, focus = false): void =>
    form.setError(name as Parameters<typeof form.setError>[0], { type: 'server', message }, { shouldFocus: focus })
  const values = form.getValues()
  const atFields = problem.issues.filter(({ path }) => path.length > 0 && String(path[0]) in values)
  atFields.forEach(({ path, message }, index) => show(path.join('.'), message, index === 0))
  const field = fields[problem.code]
  if (field) show(field, problemText(problem), true)
  else if (atFields.length === 0) show('root', problemText(problem))
}

/**
 * A form that sends one command. It checks the contract's schema before sending, shows refusals at the fields, keeps
 * what was entered through every failure, and asks before leaving unsaved.
 */
export function CommandForm<E extends Endpoint, Values extends FieldValues>(props: CommandFormProps<E, Values>) {
  const {
    endpoint,
    start,
    submit,
    choices,
    disabledReason,
    onCancel,
    problemFields = {},
    children,
    again,
    danger,
    wideButton,
    onDone,
  } = props
  const t = useText()
  const saved = useRef(false)
  const choice = useRef('')
  const [pressed, setPressed] = useState('')

  const written = (values: Values): Record<string, unknown> =>
    (props.input ? props.input(values, choice.current) : values) as Record<string, unknown>
  const resolver: Resolver<Values> = (values) => {
    const { errors } = checkInput(endpoint.input, written(values), t)
    return Object.keys(errors).length > 0
      ? { values: {}, errors: asErrors(errors, values) as FieldErrors<Values> }
      : { values, errors: {} }
  }
  const [first] = useState(start as DefaultValues<Values>)
  const form = useForm<Values>({ defaultValues: first, resolver, mode: 'onSubmit', reValidateMode: 'onChange' })
  const { isDirty, errors } = form.formState

  const command = useCommand(endpoint, {
    ...props,
    onDone: async (answer: AnswerOf<E>, input: SentOf<E>) => {
      saved.current = true
      form.reset(again ? first : form.getValues())
      await onDone?.(answer, input)
    },
    onProblem: (problem) => showProblem(form, problem, problemFields),
  })

  useEffect(() => {
    if (!isDirty) saved.current = false
  }, [isDirty])
  const send = (event?: BaseSyntheticEvent): void =>
    void form.handleSubmit((values) =>
      command.runAndWait(checkInput(endpoint.input, written(values), t).input as SentOf<E>),
    )(event)
  const choose = async ({ key, label, kind, confirm: question }: Choice): Promise<void> => {
    if (question && !(await confirm({ title: label, text: question, action: label, danger: kind === 'danger' }))) return
    choice.current = key
    setPressed(key)
    send()
  }
  // `saved` is read at the moment of leaving, which after a command comes before React draws again.
  useUnsavedGuard(() => isDirty && !saved.current)

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => {
          // A form in a dialog stands inside the page's form for React: its submit must not go on to that one.
          event.stopPropagation()
          event.preventDefault()
          if (!choices) return send(event)
          const [only, another] = choices
          if (only && !another) void choose(only)
        }}
      >
        <Stack gap="md">
          {typeof children === 'function' ? children(form) : children}
          {errors.root?.message && <Callout kind="bad">{errors.root.message}</Callout>}
          <Row justify={wideButton ? 'start' : 'end'}>
            {onCancel && (
              <Button onClick={onCancel} kind="plain">
                {t('Cancel')}
              </Button>
            )}
            {choices?.map((one) => (
              <Button
                key={one.key}
                kind={one.kind ?? 'main'}
                onClick={() => void choose(one)}
                isRunning={command.isRunning && pressed === one.key}
                disabledReason={disabledReason}
              >
                {one.label}
              </Button>
            ))}
            {!choices && (
              <Button
                submit
                kind={danger ? 'danger' : 'main'}
                isRunning={command.isRunning}
                disabledReason={disabledReason}
                wide={wideButton ?? false}
              >
                {submit}
              </Button>
            )}
          </Row>
        </Stack>
      </form>
    </FormProvider>
  )
}
