import { personBehind } from '../../access/actor.ts'
import { differences } from '../../base/differences.ts'
import { faultOfText, fillPlaces } from '../../base/mail-template.ts'
import { Refusal } from '../../base/refusal.ts'
import { paragraphsOf, queueMail } from '../../mail/queue-mail.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { letterKinds, standardText } from '../../signin/queries/letter-kinds.ts'
import { type MailTextShape, restoreMailTextApi, tryMailTextApi, updateMailTextApi } from '../contract-texts.ts'
import { deleteOwnText, findOwnAddress, lockOwnText, saveOwnText } from '../mail-text.sql.ts'

const common = { permission: 'company.administer', target: () => ({}), recent: true } as const

function refuseUnusable({ kind, ...words }: Pick<MailTextShape, 'kind' | 'subject' | 'body'>): void {
  const fault = faultOfText(words, letterKinds[kind].places)
  if (fault) throw new Refusal('unprocessable', 'mail_text.unusable', fault)
}

export const updateMailText = command({
  ...common,
  name: 'updateMailText',
  endpoint: updateMailTextApi,
  async run({ tx, actor, note }, { kind, language, version, subject, body }) {
    refuseUnusable({ kind, subject, body })
    const before = await lockOwnText(tx, { kind, language })
    if ((before?.version ?? 0) !== version) {
      throw new Refusal(
        'conflict',
        'mail_text.changed_meanwhile',
        `Expected version ${version} of these words, but ${before?.changedBy ?? 'somebody'} has changed them since. Look at them again and repeat your change.`,
        { version: before?.version ?? 0 },
      )
    }
    await saveOwnText(tx, { kind, language, subject, body, version: version + 1 }, personBehind(actor))
    note({ mail: kind, language, ...differences(before ?? standardText(kind, language), { subject, body }) })
    await changed(tx, { topics: ['mail_texts'], employees: true })
    return { version: version + 1 }
  },
})

export const restoreMailText = command({
  ...common,
  name: 'restoreMailText',
  endpoint: restoreMailTextApi,
  async run({ tx, note }, { kind, language }) {
    await deleteOwnText(tx, { kind, language })
    note({ mail: kind, language })
    await changed(tx, { topics: ['mail_texts'], employees: true })
    return null
  },
})

/** Goes to nobody but oneself. */
export const tryMailText = command({
  ...common,
  name: 'tryMailText',
  endpoint: tryMailTextApi,
  async run({ tx, actor, send, note, baseUrl }, { kind, language, subject, body }) {
    refuseUnusable({ kind, subject, body })
    const me = personBehind(actor)
    const to = me && (await findOwnAddress(tx, me))
    if (!to) {
      throw new Refusal('conflict', 'mail_text.no_address', 'Expected you to have an e-mail address to send this to.')
    }
    const { button } = standardText(kind, language)
    const { sample } = letterKinds[kind]
    await queueMail(tx, send, {
      to,
      toUser: me,
      template: 'mail_text_test',
      subject: fillPlaces(subject, sample),
      paragraphs: paragraphsOf(fillPlaces(body, sample)),
      ...(button && { action: { label: button, url: baseUrl } }),
    })
    note({ mail: kind, language })
    return { to }
  },
})
