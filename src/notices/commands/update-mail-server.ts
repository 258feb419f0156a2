import { Refusal } from '../../base/refusal.ts'
import { personBehind } from '../../access/actor.ts'
import { lockMailSettings, saveMailServer, sealPassword } from '../../mail/mail-settings.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateMailServerApi } from '../contract-settings.ts'
import { passwordFor, refuseStale } from '../mail-settings.ts'

export const updateMailServer = command({
  name: 'updateMailServer',
  endpoint: updateMailServerApi,
  permission: 'company.supervise',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, secrets, note }, { version, server, password, ...sender }) {
    const stored = await lockMailSettings(tx)
    refuseStale(stored, version)
    if (server && !sender.senderAddress) {
      throw new Refusal(
        'unprocessable',
        'mail_settings.sender_needed',
        'Expected the address that mails come from, because a mail server takes none without it.',
      )
    }
    const kept = server ? passwordFor(server, password, stored, secrets) : undefined
    const sealed = kept === undefined ? null : sealPassword(secrets, kept)
    const change = { server, password: sealed, ...sender, senderAddress: server ? sender.senderAddress : null }
    const saved = await saveMailServer(tx, change, personBehind(actor)!)
    note({ host: server?.host ?? null, port: server?.port ?? null, security: server?.security ?? null, ...sender })
    await changed(tx, { topics: ['mail_settings'], employees: true })
    return { version: saved }
  },
})
