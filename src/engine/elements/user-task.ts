import { buttonsOf, type UserTask } from '../definition.ts'
import type { NeededExecutor, TaskSettings } from '../events.ts'
import { evaluateDue, evaluateValue, evaluateWorkingTime, namedInput, type Problem } from '../expressions/evaluate.ts'
import { allOpen } from '../expressions/ways-out.ts'
import type { ElementInstance, IncidentCode, Variables } from '../instance.ts'
import { begin, emit, inputOf, raise, type Run, terminateElement } from '../run.ts'
import { type Behavior, leaveOrStay } from './behavior.ts'

/** User task: waits until a person completes it (BPMN 2.0.2 §13.3.3). */
export const userTask: Behavior<'user_task'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    if (node.status !== null) emit(run, { type: 'itemStatusSet', key, element: node.id, status: node.status })
    const { settings, problems } = settingsOf(run, node, scope)
    const { name, lane, exclusions, form } = node
    const buttons = buttonsOf(run.definition, node)
    emit(run, { type: 'taskNeeded', key, element: node.id, name, lane, exclusions, form, buttons, ...settings })
    // The task stands even so: someone must have the work, and the supervisor is found by whoever reads the rule.
    for (const problem of problems) raise(run, [key], node.id, problem, false)
  },
  complete: (run, node, element) => leaveOrStay(run, element, allOpen(run, node, element.scope)),
  terminate(run, _node, element, reason) {
    emit(run, { type: 'taskWithdrawn', key: element.key, element: element.element, reason })
    terminateElement(run, element, reason)
  },
}

/** Works out executor and due date again, after someone corrected the variables they need. */
export function resettleTask(run: Run, node: UserTask, element: ElementInstance): void {
  const { settings, problems } = settingsOf(run, node, element.scope)
  emit(run, { type: 'taskChanged', key: element.key, element: node.id, ...settings })
  for (const problem of problems) raise(run, [element.key], node.id, problem, false)
}

function settingsOf(run: Run, node: UserTask, scope: number): { settings: TaskSettings; problems: Problem[] } {
  const input = inputOf(run, scope)
  const executor = neededExecutor(run, node, input)
  const problems: Problem[] = []
  if (executor?.problem)
    problems.push(problemOf('process.executor_failed', executor.problem, executor.ref ?? '', input))
  if (node.due === null) return { settings: { executor, due: null }, problems }
  const dueIn = node.dueInWorkingTime ? evaluateWorkingTime(node.due, input, run.now) : { value: null }
  if ('value' in dueIn && dueIn.value) return { settings: { executor, due: null, dueIn: dueIn.value }, problems }
  const due = 'problem' in dueIn ? dueIn : evaluateDue(node.due, input, run.now)
  if ('value' in due) return { settings: { executor, due: due.value }, problems }
  const message = `Expected the due date of "${node.name ?? node.id}" to be worked out, but: ${due.problem}.`
  problems.push(problemOf('process.due_failed', message, node.due, input))
  return { settings: { executor, due: null }, problems }
}

function neededExecutor(run: Run, node: UserTask, input: Variables): NeededExecutor | null {
  const rule = node.executor
  if (rule === null || rule.ref === null || (rule.kind !== 'variable' && rule.kind !== 'expression')) {
    return rule && { ...rule, value: null, problem: null }
  }
  const found = evaluateValue(rule.ref, input, run.now)
  if ('value' in found && found.value !== null) return { ...rule, value: found.value, problem: null }
  const cause = 'problem' in found ? found.problem : `${rule.kind} "${rule.ref}" is empty`
  const problem = `Expected to find who does "${node.name ?? node.id}", but: ${cause}.`
  return { ...rule, value: null, problem }
}

const problemOf = (code: IncidentCode, message: string, expression: string, input: Variables): Problem => ({
  code,
  message,
  expression,
  input: namedInput(expression, input),
})
