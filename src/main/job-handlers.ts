import { sql } from 'kysely'
import { checkAudit } from '../audit/check-audit.ts'
import { headsFile } from '../audit/heads.ts'
import { sealAudit } from '../audit/seal-audit.ts'
import type { SubstitutionId } from '../base/ids.ts'
import type { SecretBox } from '../base/secret-box.ts'
import type { Blobs } from '../blobs/blobs.ts'
import { sweepFiles } from '../files/sweep.ts'
import { sweepRuns, wakeDirectories } from '../directories/commands/wake-directories.ts'
import { workRun } from '../directories/commands/work-run.ts'
import type { JobHandlers, JobSender } from '../jobs/queue.ts'
import { freeIdleSeats } from '../licensing/commands/free-idle-seats.ts'
import { deliverMail } from '../mail/deliver.ts'
import { settingsNow } from '../mail/mail-settings.ts'
import { sweepMails } from '../mail/sweep-mails.ts'
import { remindOfPasswords } from '../signin/commands/remind-of-passwords.ts'
import { sendPasswordReset } from '../signin/commands/send-password-reset.ts'
import { sweepBatches, wakeBatches } from '../signin/commands/wake-batches.ts'
import { workBatch } from '../signin/commands/work-batch.ts'
import { sweepVisits } from '../providers/visit.sql.ts'
import { sweepProofs } from '../signin/open-proof.sql.ts'
import { sweepTries } from '../signin/tries.sql.ts'
import type { Db } from '../sql/database.ts'
import { forgottenSubstitutions, settleSubstitution } from '../tasks/commands/settle-substitution.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { systemCall } from './system-call.ts'

type Given = { db: Db; config: Config; send: JobSender; blobs: Blobs; secrets: SecretBox; log: Log }

/** What each job of the queue does. A job is a wake-up: twice or late does no harm. */
export const jobHandlers = ({ db, config, send, blobs, secrets, log }: Given): JobHandlers => ({
  'mail.deliver': ({ mail }) => deliverMail(db, () => settingsNow(db, config.mail, secrets), mail),
  'signin.send_reset': (asked) => sendPasswordReset({ db, send, baseUrl: config.baseUrl }, asked),
  'signin.work_batch': (work) => workBatch({ db, send, blobs, secrets, baseUrl: config.baseUrl }, work),
  'signin.wake_batches': () => wakeBatches({ db, send }),
  'directories.work': (work) => workRun({ db, send, secrets, baseUrl: config.baseUrl }, work),
  'directories.wake': () => wakeDirectories({ db, send }),
  'sweep.hourly': async () => {
    await sql`delete from idempotency_keys where at < now() - interval '24 hours'`.execute(db)
    await sweepTries(db)
    await sweepMails(db, send)
    await sweepProofs(db)
    await sweepVisits(db)
    await remindOfPasswords({ db, send })
    await sql`delete from audit_exports where made_at < now() - interval '1 day'`.execute(db)
    await sweepBatches(db)
    await sweepRuns(db)
    await sweepFiles(db, blobs)
    for (const id of await forgottenSubstitutions(db)) await settle({ db, config, send, blobs, secrets }, id)
  },
  'substitution.due': ({ substitution }) =>
    settle({ db, config, send, blobs, secrets }, substitution as SubstitutionId),
  'seats.idle': async () => void (await freeIdleSeats(db)),
  'audit.seal': async () => void (await sealAudit(db, headsFile(config.dataDir), log)),
  'audit.nightly': async () => void (await checkAudit({ db, blobs, log, file: headsFile(config.dataDir) })),
})

const settle = ({ db, config, ...around }: Omit<Given, 'log'>, id: SubstitutionId): Promise<void> =>
  settleSubstitution(db, () => systemCall({ ...around, baseUrl: config.baseUrl }, 'the time of a substitution'), id)
