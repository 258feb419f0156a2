import { fromKysely, PgBoss } from 'pg-boss'

import type pg from 'pg'
import type { Tx } from '../sql/database.ts'

/** Background work by name, with what its handler is given. A job is a wake-up: the truth is in the rows it names. */
export type Jobs = {
  'mail.deliver': { mail: string }
  /** A new password was asked for; `portal` is the code of the one it was asked from, null on the employee side. */
  'signin.send_reset': { email: string; portal: string | null }
  /** One deed on many accounts goes on. */
  'signin.work_batch': { batch: string }
  'signin.wake_batches': Record<string, never>
  /** A run of a directory goes on. */
  'directories.work': { run: string }
  'directories.wake': Record<string, never>
  'sweep.hourly': Record<string, never>
  'seats.idle': Record<string, never>
  'audit.seal': Record<string, never>
  'audit.nightly': Record<string, never>
  /** A moment of a substitution has come, or it was changed. */
  'substitution.due': { substitution: string }
}

export type JobName = keyof Jobs

/** Writes a job in the transaction of the deed: it exists if and only if the deed does. Not worked on before `from`. */
export type JobSender = <Name extends JobName>(tx: Tx, name: Name, data: Jobs[Name], from?: Date) => Promise<void>

export type JobHandlers = { [Name in JobName]: (data: Jobs[Name]) => Promise<void> }

export type Queue = {
  send: JobSender
  /** Makes the queues and, when given handlers, starts working. */
  start(handlers?: JobHandlers): Promise<void>
  stop(): Promise<void>
}

const queueNames: JobName[] = [
  'mail.deliver',
  'signin.send_reset',
  'signin.work_batch',
  'signin.wake_batches',
  'directories.work',
  'directories.wake',
  'sweep.hourly',
  'audit.seal',
  'audit.nightly',
  'substitution.due',
  'seats.idle',
]

/** When work begins by itself, in UTC; one process of all takes it. */
const schedules: Partial<Record<JobName, string>> = {
  'sweep.hourly': '7 * * * *',
  'seats.idle': '* * * * *',
  'audit.seal': '* * * * *',
  'signin.wake_batches': '* * * * *',
  'directories.wake': '* * * * *',
  'audit.nightly': '23 2 * * *',
}

/**
 * pg-boss over its own small pool. NOTIFY wakes an idle worker in milliseconds; the half-second poll beside it is what
 * counts when a notification is lost, and what keeps a backlog moving (measured: 40 jobs/s without it).
 */
export function openQueue(connection: pg.PoolConfig, onError: (error: Error) => void): Queue {
  const boss = new PgBoss({ ...connection, max: 4, useListenNotify: true, application_name: 'portico-jobs' } as never)
  boss.on('error', onError)
  return {
    async send(tx, name, data, from) {
      await boss.send(name, data, { db: fromKysely(tx as never), ...(from && { startAfter: from }) })
    },
    async start(handlers) {
      await boss.start()
      for (const name of queueNames) {
        await boss.createQueue(name, { notify: true, retryLimit: 8, retryDelay: 5, retryBackoff: true } as never)
      }
      if (!handlers) return
      for (const [name, times] of Object.entries(schedules)) await boss.schedule(name, times, {})
      for (const name of queueNames) {
        const handle = handlers[name] as (data: unknown) => Promise<void>
        const options = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, batchSize: 5 }
        await boss.work<unknown>(name, options, async (jobs) => {
          for (const job of jobs) await handle(job.data)
        })
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}
