import type { FieldShape, FieldType, PlanStep } from './contract.ts'
import { sameField } from './field.ts'

/** What the table holds now, counted under its lock when it matters. */
export type Holdings = {
  items: number
  /** Items with something in the field, by its code. */
  filled: Record<string, number>
  /** Items with each option, by code of the field and of the option. */
  options: Record<string, Record<string, number>>
}

export const nothingHeld: Holdings = { items: 0, filled: {}, options: {} }

/** Types of removed fields by code: history still speaks of them, so a code keeps its type for good. */
export type Retired = Record<string, FieldType>

/** What publishing `draft` would do to a table that has the `published` fields (null: there is no table yet). */
export function planOf(
  published: FieldShape[] | null,
  draft: FieldShape[],
  held: Holdings,
  retired: Retired = {},
): PlanStep[] {
  if (!published) {
    return [step('make_table', null, `Makes the table with ${draft.length} fields.`)]
  }
  const steps = [
    ...draft.flatMap((field) => {
      const before = published.find(({ code }) => code === field.code)
      return before ? changeSteps(before, field, held) : [addStep(field, held, retired[field.code])]
    }),
    ...published
      .filter((field) => !draft.some(({ code }) => code === field.code))
      .map((field) => removeStep(field, held.filled[field.code] ?? 0)),
  ]
  if (steps.length === 0 && published.some(({ code }, place) => draft[place]?.code !== code)) {
    return [step('reorder', null, 'Puts the fields into another order.')]
  }
  return steps
}

const step = (
  kind: PlanStep['kind'],
  field: string | null,
  sentence: string,
  more: Partial<PlanStep> = {},
): PlanStep => ({
  kind,
  field,
  sentence,
  rows: 0,
  losesData: false,
  blocker: null,
  ...more,
})

const addStep = (field: FieldShape, { items }: Holdings, earlier: FieldType | undefined): PlanStep =>
  step(
    'add_field',
    field.code,
    field.required && items > 0
      ? `Adds the field “${field.name}”. The ${items} items there are stay without it until somebody fills it in.`
      : `Adds the field “${field.name}”.`,
    {
      blocker:
        earlier && earlier !== field.type
          ? `The code “${field.code}” belonged to a removed field of another type. Choose another code.`
          : null,
    },
  )

const removeStep = (field: FieldShape, rows: number): PlanStep =>
  step('remove_field', field.code, `Removes the field “${field.name}” and what ${rows} items hold in it.`, {
    rows,
    losesData: rows > 0,
  })

function changeSteps(before: FieldShape, after: FieldShape, held: Holdings): PlanStep[] {
  if (sameField(before, after)) return []
  if (before.type !== after.type) {
    return [
      step('change_field', after.code, `Changes the type of “${after.name}”.`, {
        rows: held.filled[after.code] ?? 0,
        blocker: `The type of “${before.name}” is fixed since it was published. Add a new field with another code, and remove this one.`,
      }),
    ]
  }
  const gone = (before.options ?? []).filter((option) => !after.options?.some(({ code }) => code === option.code))
  const used = gone.filter((option) => (held.options[after.code]?.[option.code] ?? 0) > 0)
  const rows = used.reduce((sum, option) => sum + held.options[after.code]![option.code]!, 0)
  return [
    step('change_field', after.code, `Changes the field “${before.name}”.`, {
      rows,
      blocker:
        used.length > 0
          ? `${rows} items are still “${used.map(({ name }) => name).join('”, “')}”. Give them another option first, or keep the option.`
          : null,
    }),
  ]
}
