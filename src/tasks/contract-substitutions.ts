import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText, pageInput, pageOf, plainText, version } from '../base/wire.ts'
import { timeZone } from '../people/contract.ts'
import { personShape } from './contract.ts'

export const substitutionTypes = ['inform', 'reassign', 'all_access'] as const
export const substitutionFolders = ['upcoming', 'running', 'archived', 'all'] as const
export const mostSubstitutionRules = 20

const substitution = idOf('substitution')
const moment = z.iso.datetime({ offset: true, message: 'Expected a moment such as 2026-12-01T09:00:00Z' })

export const substitutionRuleShape = z.object({
  name: z.string(),
  process: z.object({ id: idOf('process'), name: z.string() }).nullable(),
  workspace: z.object({ id: idOf('workspace'), name: z.string() }).nullable(),
  condition: z.string().nullable(),
  substitute: personShape,
})

export const substitutionShape = z.object({
  id: substitution,
  type: z.enum(substitutionTypes),
  state: z.enum(['upcoming', 'running', 'archived']),
  absent: personShape,
  substitute: personShape.nullable(),
  startsAt: z.string(),
  endsAt: z.string(),
  timeZone: z.string().describe('The zone its moments were entered in'),
  moveTasks: z.enum(['none', 'due', 'all']).describe('Tasks the absent person has when it starts'),
  giveBack: z.boolean().describe('Whether open tasks go back at the end'),
  note: z.string(),
  rules: z.array(substitutionRuleShape),
  taken: z.int().describe('Open tasks the substitutes have by it now; counted up to 1,000'),
  version: z.int(),
  can: z.object({ edit: z.boolean(), delete: z.boolean(), end: z.boolean() }),
})
export type SubstitutionShape = z.infer<typeof substitutionShape>

const rule = z.strictObject({
  name: nameText(120),
  process: idOf('process').nullable().default(null),
  workspace: idOf('workspace').nullable().default(null),
  condition: plainText(4000)
    .nullable()
    .default(null)
    .describe('FEEL over process, workspace, name, due and item, such as item.amount > 1000'),
  substitute: idOf('user'),
})

/** What can be said of one that has not begun. */
const plan = {
  type: z.enum(substitutionTypes),
  substitute: idOf('user').nullable().default(null),
  startsAt: moment.describe('A moment that has passed means: from now on'),
  endsAt: moment,
  timeZone: timeZone.default('UTC'),
  moveTasks: z.enum(['none', 'due', 'all']).default('none'),
  giveBack: z.boolean().default(true),
  note: plainText(500).default(''),
  rules: z.array(rule).max(mostSubstitutionRules).default([]),
}

const planRefusals = [
  'substitution.period_invalid',
  'substitution.overlaps',
  'substitution.substitute_missing',
  'substitution.substitute_unfit',
  'substitution.absent_unfit',
  'substitution.rules_unfit',
  'substitution.bad_condition',
] as const

export const listSubstitutionsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/substitutions',
  summary: 'Substitutions one may see: administrators all, others those they take part in; latest beginning first',
  input: pageInput.extend({
    folder: z.enum(substitutionFolders).default('all'),
    search: z.string().trim().max(200).optional(),
    type: z.enum(substitutionTypes).optional(),
    person: idOf('user').optional().describe('Only those this user takes part in'),
  }),
  answer: pageOf(substitutionShape),
})

export const getSubstitutionApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/substitutions/:substitution',
  summary: 'One substitution with its rules',
  input: z.strictObject({ substitution }),
  answer: substitutionShape,
})

export const planSubstitutionApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:absent/substitutions',
  status: 201,
  summary: 'Plans who acts for a user while they are away: one’s own absence, or as an administrator anybody’s',
  input: z.strictObject({ absent: idOf('user'), ...plan }),
  answer: z.object({ id: substitution }),
  refusals: planRefusals,
})

export const updateSubstitutionApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/substitutions/:substitution',
  summary: 'Changes a substitution that has not begun',
  input: z.strictObject({ substitution, version, ...plan }),
  answer: z.object({ version: z.int() }),
  refusals: [...planRefusals, 'substitution.begun', 'substitution.changed_meanwhile'],
})

export const endSubstitutionApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/substitutions/:substitution/end',
  summary: 'Gives a running substitution another end, or ends it now',
  input: z.strictObject({ substitution, version, endsAt: moment.nullable().default(null).describe('Null: now') }),
  answer: z.object({ version: z.int() }),
  refusals: [
    'substitution.not_running',
    'substitution.period_invalid',
    'substitution.overlaps',
    'substitution.changed_meanwhile',
  ],
})

export const deleteSubstitutionApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/substitutions/:substitution',
  summary: 'Deletes a substitution that has not begun, for good',
  input: z.strictObject({ substitution }),
  answer: z.null(),
  refusals: ['substitution.begun'],
})

/** The step of a job; not mounted: nobody calls it from outside. */
export const carryOutSubstitutionApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/substitutions/:substitution/carry-out',
  summary: 'Moves or gives back the next tasks of a substitution, as its moments say',
  input: z.strictObject({ substitution, after: idOf('task').nullable().default(null) }),
  answer: z.object({
    next: idOf('task').nullable().describe('Go on after this task; null: all have been looked at'),
    skipped: z.int().describe('Tasks somebody is at work on this moment'),
  }),
})

export const previewSubstitutionApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:absent/tasks-to-move',
  summary: 'How many open tasks a substitution of a user would move when it starts',
  input: z.strictObject({ absent: idOf('user'), startsAt: moment, endsAt: moment }),
  answer: z.object({ due: z.int().describe('Due within the period'), all: z.int() }),
})

export const listRulePlacesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:absent/rule-places',
  summary: 'Processes whose tasks come to a user, with their workspaces: what rules of a substitution name',
  input: z.strictObject({ absent: idOf('user') }),
  answer: z.object({
    processes: z.array(z.object({ id: idOf('process'), name: z.string() })),
    workspaces: z.array(z.object({ id: idOf('workspace'), name: z.string() })),
  }),
})

export const absenceShape = z.object({
  id: substitution,
  person: personShape,
  substitute: personShape.nullable().describe('Whom to ask meanwhile'),
  startsAt: z.string(),
  endsAt: z.string(),
  isNow: z.boolean(),
})
export type AbsenceShape = z.infer<typeof absenceShape>

export const listAbsencesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/absences',
  summary: 'Which colleagues are away now or within the next days, soonest first',
  input: pageInput.extend({
    days: z.coerce.number().int().min(0).max(366).default(30),
    search: z.string().trim().max(200).optional(),
  }),
  answer: pageOf(absenceShape),
})

export const getAbsenceNoticeApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/absence-notice',
  summary: 'How many days ahead an absence shows at the name of a person',
  input: z.strictObject({}),
  answer: z.object({ days: z.int() }),
})

export const setAbsenceNoticeApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/absence-notice',
  summary: 'Sets how many days ahead an absence shows at the name of a person',
  input: z.strictObject({ days: z.int().min(0).max(365) }),
  answer: z.null(),
})
