import { forPortal } from '../../base/endpoint.ts'
import type { UserId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { listing, type QueryContext } from '../../operations/operation.ts'
import { getRequestApi, listMyInstancesApi } from '../contract-instances.ts'
import { definitionOf } from '../definitions.ts'
import { findRequest, listRequests, type RequestRow } from '../instance.sql.ts'
import { statusesOf } from '../item.ts'
import { currentStep, stepsOf } from '../progress.ts'

const readerOf = ({ actor }: QueryContext): UserId => {
  if (actor.kind !== 'user') throw new Error(`Expected a user to read requests, found ${actor.kind}`)
  return actor.id
}

/** What is told of a request: its public step, never elements, variables or who works on it. */
async function shapesOf({ db, actor }: QueryContext, rows: RequestRow[]) {
  const statuses = await statusesOf(db, actor, rows)
  const shapes = []
  for (const { elements, tokens, passed, version, ...row } of rows) {
    const step = await currentStep(db, { state: row.state, elements, tokens, passed, version })
    shapes.push({ ...row, step, status: (row.item && statuses.get(row.item.id)) ?? null })
  }
  return shapes
}

export const listMyInstances = listing({
  name: 'listMyInstances',
  endpoint: listMyInstancesApi,
  permission: 'instance.view',
  within: () => ({}),
  async run(context, { process, state, after, limit }) {
    const start = readCursor(after, 2) as [string, string] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const by = { process, state, after: start, limit: limit + 1 }
    const rows = await listRequests(context.db, readerOf(context), context.visible, by)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: await shapesOf(context, page),
      next: rows.length > limit && last ? cursorOf([last.startedAt, last.id]) : null,
    }
  },
})

export const getRequest = listing({
  name: 'getRequest',
  endpoint: getRequestApi,
  permission: 'instance.view',
  within: () => ({}),
  async run(context, { instance }) {
    const row = await findRequest(context.db, readerOf(context), context.visible, instance)
    if (!row) throw notFound()
    const [shape] = await shapesOf(context, [row])
    const steps = stepsOf(await definitionOf(context.db, row.version), row)
    return { ...shape!, steps: steps.map(({ name, state }) => ({ name, state })) }
  },
})

/** The same for people from outside, by their session. */
export const listMyInstancesOnPortal = {
  ...listMyInstances,
  name: 'listMyInstancesOnPortal',
  endpoint: forPortal(listMyInstances.endpoint),
}

/** The same for people from outside, by their session. */
export const getRequestOnPortal = {
  ...getRequest,
  name: 'getRequestOnPortal',
  endpoint: forPortal(getRequest.endpoint),
}
