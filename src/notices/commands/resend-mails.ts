import { notFound, Refusal } from '../../base/refusal.ts'
import type { MailId } from '../../base/ids.ts'
import { findMailSettings } from '../../mail/mail-settings.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { resendMailApi, resendMailsApi } from '../contract-settings.ts'
import { lockMail, takeUp } from '../mail.sql.ts'

const atOnce = 500

async function refuseWithoutServer({ tx, configuredMail }: CommandContext): Promise<void> {
  if (configuredMail || (await findMailSettings(tx)).host) return
  throw new Refusal(
    'conflict',
    'mail.no_server',
    'Expected a mail server, but none is set. Set one in Administration → Mail settings, then send again.',
  )
}

async function queueAgain(context: CommandContext, mails: readonly MailId[]): Promise<void> {
  for (const mail of mails) await context.send(context.tx, 'mail.deliver', { mail })
  await changed(context.tx, { topics: ['mail'], employees: true })
}

export const resendMail = command({
  name: 'resendMail',
  endpoint: resendMailApi,
  permission: 'company.administer',
  target: () => ({}),
  async run(context, { mail: id }) {
    const mail = await lockMail(context.tx, id)
    if (!mail) throw notFound()
    if (mail.state !== 'failed' && mail.state !== 'kept') {
      const state = mail.state === 'sent' ? 'was sent' : 'is on its way'
      const sentence = `Expected a mail that failed or was kept, but “${mail.subject}” ${state}.`
      throw new Refusal('conflict', 'mail.not_resendable', sentence)
    }
    await refuseWithoutServer(context)
    await queueAgain(context, await takeUp(context.tx, { id }))
    context.note({ mail: id, to: mail.to_address })
    return null
  },
})

export const resendMails = command({
  name: 'resendMails',
  endpoint: resendMailsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run(context, { state }) {
    await refuseWithoutServer(context)
    const mails = await takeUp(context.tx, { state, limit: atOnce })
    await queueAgain(context, mails)
    context.note({ state, count: mails.length })
    return { count: mails.length, more: mails.length === atOnce }
  },
})
