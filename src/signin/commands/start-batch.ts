import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { usersLike } from '../../people/queries/users-like.ts'
import { insertBatch, insertPeople, lockBatch, moveBatch } from '../batch.sql.ts'
import { batchLimit, continueBatchApi, startBatchApi, stopBatchApi } from '../batches-contract.ts'

/**
 * Writes down whom it is about; the work is a job. Each row is asked for anew when its turn comes (work-batch.ts), so
 * nothing is allowed here that would not be allowed one by one; only the proof for deleting is given once, for all.
 */
export const startBatch = command({
  name: 'startBatch',
  endpoint: startBatchApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: ({ deed }) => deed === 'delete',
  async run({ tx, actor, send, note }, { deed, users, filter }) {
    if (actor.kind !== 'user') throw notFound()
    const id = newId<'batch'>()
    await insertBatch(tx, { id, deed, by: actor.id, session: actor.session })
    const condition = users
      ? sql<boolean>`target.id = any (${users}::uuid[])`
      : await usersLike(tx, actor, filter ?? {})
    const total = await insertPeople(tx, id, condition, batchLimit)
    if (total === 0) {
      throw new Refusal('unprocessable', 'batch.nobody', 'Expected somebody to do this to, but nobody was found.')
    }
    if (total > batchLimit) {
      throw new Refusal(
        'unprocessable',
        'batch.too_many',
        `Expected at most ${batchLimit} people in one batch. Narrow the filter and do it in parts.`,
      )
    }
    await send(tx, 'signin.work_batch', { batch: id })
    note({ batch: id, deed, total, ...(filter && { filter }) })
    await changed(tx, { topics: ['batches'], employees: true })
    return { id, total }
  },
})

export const stopBatch = command({
  name: 'stopBatch',
  endpoint: stopBatchApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { batch: id }) {
    const batch = await lockBatch(tx, id)
    if (!batch) throw notFound()
    if (!(await moveBatch(tx, id, 'running', { state: 'stopped', message: 'Stopped by a person.' }))) {
      throw new Refusal('conflict', 'batch.not_running', `Expected work that runs, but this is ${batch.state}.`)
    }
    note({ batch: id })
    await changed(tx, { topics: ['batches'], employees: true })
    return null
  },
})

/** Whoever continues does the rest under her own rights. */
export const continueBatch = command({
  name: 'continueBatch',
  endpoint: continueBatchApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, send, note }, { batch: id }) {
    const batch = await lockBatch(tx, id)
    if (!batch || actor.kind !== 'user') throw notFound()
    const as = { state: 'running', by: actor.id, session: actor.session } as const
    if (!(await moveBatch(tx, id, 'stopped', as))) {
      throw new Refusal('conflict', 'batch.not_stopped', `Expected work that was stopped, but this is ${batch.state}.`)
    }
    await send(tx, 'signin.work_batch', { batch: id })
    note({ batch: id })
    await changed(tx, { topics: ['batches'], employees: true })
    return null
  },
})
