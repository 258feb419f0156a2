import type { UserId } from '../../base/ids.ts'
import type { JobSender } from '../../jobs/queue.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import type { Tx } from '../../sql/database.ts'

type Change = { user: UserId; language: 'en' | 'ru'; from: string | null; to: string | null }

const words = {
  en: {
    subject: 'Your e-mail address was changed',
    text: (from: string, to: string) =>
      `An administrator has changed the address of your account in Portico from ${from} to ${to}. You sign in with the new one from now on.`,
    advice: 'If you did not expect this, speak to your administrator now.',
    none: 'none',
  },
  ru: {
    subject: 'Ваш адрес изменён',
    text: (from: string, to: string) =>
      `Администратор изменил адрес вашей учётной записи Portico: был ${from}, теперь ${to}. Входите с новым адресом.`,
    advice: 'Если вы этого не ожидали, сразу обратитесь к администратору.',
    none: 'нет адреса',
  },
} as const

/** When somebody else changed it: the old and the new address hear of it, without a link to follow (AT-115). */
export async function tellOfNewEmail(tx: Tx, send: JobSender, { user, language, from, to }: Change): Promise<void> {
  const { subject, text, advice, none } = words[language]
  for (const address of [from, to]) {
    if (address === null) continue
    const paragraphs = [text(from ?? none, to ?? none), advice]
    await queueMail(tx, send, { to: address, toUser: user, template: 'email_changed_by_other', subject, paragraphs })
  }
}
