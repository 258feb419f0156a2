import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { tasksOfInstance } from '../../tasks/queries/tasks-of-instance.ts'
import { getInstanceApi } from '../contract-instances.ts'
import { definitionOf } from '../definitions.ts'
import { sentenceOf } from '../history.ts'
import { findInstance, listHistory, listOpenIncidents } from '../instance.sql.ts'
import { stepsOf } from '../progress.ts'
import { loadLive } from '../step.sql.ts'

const mostHistory = 500

/**
 * Those who manage it see all of it. The initiator and those with a task in it see how far it is and the tasks they may
 * see; the drawing, variables and history tell of other people's work (AT-150).
 */
export const getInstance = listing({
  name: 'getInstance',
  endpoint: getInstanceApi,
  permission: 'instance.view',
  within: () => ({}),
  isProof: () => true,
  async run(context, { instance: id }) {
    const { db, actor, visible } = context
    const found = await findInstance(db, actor, visible, id)
    if (!found) throw notFound()
    const { elements, tokens, passed, version, xml, manages, incidents: _, ...row } = found
    const definition = await definitionOf(db, version)
    const steps = stepsOf(definition, { ...row, elements, tokens, passed, version })
    const common = {
      ...row,
      steps: steps.map(({ name, state }) => ({ name, state })),
      tasks: await tasksOfInstance(context, id),
      can: { manage: manages },
    }
    if (!manages) {
      const nothing = { xml: null, activeElements: [], passedElements: [], variables: {}, history: [], incidents: [] }
      return { ...common, ...nothing }
    }
    const history = await listHistory(db, id, mostHistory)
    const { variables } = await loadLive(db, id)
    const incidents = await listOpenIncidents(db, visible, { instance: id, limit: 200 })
    return {
      ...common,
      xml,
      activeElements: elements.map(({ element }) => element),
      passedElements: passed,
      variables: Object.fromEntries(
        variables.filter(({ scope }) => scope === 0).map(({ name, value }) => [name, value]),
      ),
      history: history.flatMap(({ event, number, at, actor }) => {
        const said = sentenceOf(definition, event)
        return said ? [{ number, at, actor, type: event.type, ...said }] : []
      }),
      incidents: incidents.map((incident) => ({
        ...incident,
        elementName: definition.elements[incident.element]?.name ?? null,
      })),
    }
  },
})
