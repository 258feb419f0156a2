/**
 * What was drawn: a process as the engine runs it. Plain JSON, because it is stored in a jsonb column beside its XML and
 * loaded again by any process; so there are no maps, no dates and no references, only ids.
 */
export type Definition = {
  /** Grows when an older engine could not run the stored shape any more. */
  format: 1
  id: string
  name: string | null
  /** Id or code of the app whose item this process works on. */
  app: string | null
  elements: Record<string, FlowNode>
  flows: Record<string, SequenceFlow>
  lanes: Record<string, Lane>
  /** Elements that begin when the process begins: its start event, or all without incoming flow (BPMN 2.0.2 §13.2). */
  entries: string[]
  /** Names that forms may fill; they are null, not missing, until someone does. */
  variables: string[]
}

export type SequenceFlow = {
  id: string
  name: string | null
  source: string
  target: string
  /** FEEL, without the leading equals sign. */
  condition: string | null
  button: Button | null
}

/** A way out of a user task that a person picks; its key is what `outcome` equals. */
export type Button = { key: string; label: string; color: string | null; confirm: string | null; check: boolean }

export type Lane = {
  id: string
  name: string | null
  parent: string | null
  executor: ExecutorRule | null
  exclusions: Exclusion[]
}

export const executorKinds = [
  'user',
  'group',
  'position',
  'department',
  'organization_administrators',
  'external_users',
  'initiator',
  'initiator_superior',
  'variable',
  'expression',
] as const
export const executorChoices = ['first', 'same', 'least_busy', 'round_robin'] as const
export type ExecutorKind = (typeof executorKinds)[number]
export type ExecutorChoice = (typeof executorChoices)[number]

/**
 * Who does it. `ref` is an id or code for user, group, position and department, a variable's name, or FEEL text. For
 * external_users it is `initiator` (the default) or `initiator_organization`, so that nobody is offered a stranger's
 * task by drawing too little.
 */
export type ExecutorRule = {
  kind: ExecutorKind
  ref: string | null
  choose: ExecutorChoice
  /** It waits for whoever is away. Left out where substitutes have it, so that what was published before reads the same. */
  ignoreSubstitution?: true
}

/** Who must not do it: the initiator, or whoever completed the task `ref` (four eyes). */
export type Exclusion = { kind: 'initiator' | 'task'; ref: string | null }

export const fieldTypes = ['string', 'text', 'number', 'yes_no', 'date', 'category', 'file', 'user'] as const
export type FieldType = (typeof fieldTypes)[number]

/** `from: 'item'` names a field of the bound app by its code; then label, type and options are null or empty: the app's own count. */
export type FormField = {
  name: string
  from: 'item' | 'variable'
  access: 'read' | 'write'
  required: boolean
  label: string | null
  type: FieldType | null
  options: { value: string; label: string }[]
}

type NodeBase = {
  id: string
  name: string | null
  /** The sub-process it is drawn in; null: the process itself. */
  parent: string | null
  /** Innermost lane that holds it. */
  lane: string | null
  incoming: string[]
  /** In the order of the drawing's references, which is the order conditions are tried in (BPMN 2.0.2 §13.4.2). */
  outgoing: string[]
  default: string | null
  /** Name shown to outsiders; null: they do not see this step. */
  publicName: string | null
}

export type StartEvent = NodeBase & { kind: 'start_event'; form: FormField[] }
export type EndEvent = NodeBase & { kind: 'end_event' | 'terminate_end_event'; status: string | null }
export type UserTask = NodeBase & {
  kind: 'user_task'
  form: FormField[]
  status: string | null
  /** FEEL: a duration from now, a date or a date and time. */
  due: string | null
  /** A duration counts the working time of a business calendar, not all hours. */
  dueInWorkingTime?: true
  /** Its own rule, else that of the innermost lane that has one. */
  executor: ExecutorRule | null
  exclusions: Exclusion[]
}
export type ManualTask = NodeBase & { kind: 'manual_task' }
export type Gateway = NodeBase & { kind: 'exclusive_gateway' | 'parallel_gateway' | 'inclusive_gateway' }
export type SubProcess = NodeBase & { kind: 'sub_process'; entries: string[] }

export type FlowNode = StartEvent | EndEvent | UserTask | ManualTask | Gateway | SubProcess
export type ElementKind = FlowNode['kind']

/** The buttons of a user task, in the order of its outgoing flows. */
export const buttonsOf = (definition: Definition, node: FlowNode): Button[] =>
  node.outgoing.flatMap((flow) => definition.flows[flow]?.button ?? [])

/** Whether tokens wait on its incoming flows for one another, instead of each passing alone. */
export const isJoin = (node: FlowNode): boolean =>
  (node.kind === 'parallel_gateway' || node.kind === 'inclusive_gateway') && node.incoming.length > 1
