import { links } from '../base/employee-links.ts'
import type { UserId } from '../base/ids.ts'
import { queueMail } from '../mail/queue-mail.ts'
import type { CommandContext } from '../operations/operation.ts'
import { type Reader, findReaders } from './people.sql.ts'
import type { Plan, Substitution } from './substitution.ts'

type Period = { from: string; to: string }

const format = (at: string | Date, language: Reader['language'], timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(at))

const words = {
  en: {
    planned: (name: string) => `You stand in for ${name}`,
    plan: (name: string, { from, to }: Period) => `${name} is away from ${from} to ${to}, and you stand in.`,
    inform: (name: string) =>
      `Nothing changes for your tasks: colleagues see that they can ask you instead of ${name}.`,
    reassign: (name: string) => `New tasks for ${name} come to you in this time.`,
    all_access: (name: string) =>
      `New tasks for ${name} come to you in this time, and you may see and edit what ${name} may, but for administration.`,
    cancelled: (name: string) => `You do not stand in for ${name} after all`,
    cancel: (name: string, { from, to }: Period) => `The absence of ${name} from ${from} to ${to} was deleted.`,
    open: 'See who is away',
  },
  ru: {
    planned: (name: string) => `Вы замещаете: ${name}`,
    plan: (name: string, { from, to }: Period) => `${name} отсутствует с ${from} по ${to}, и вы замещаете.`,
    inform: (name: string) => `Ваши задачи не меняются: коллеги увидят, что вместо ${name} можно спросить вас.`,
    reassign: (name: string) => `Новые задачи, которые достались бы ${name}, в это время приходят вам.`,
    all_access: (name: string) =>
      `Новые задачи, которые достались бы ${name}, в это время приходят вам, и вам доступно всё, что доступно ${name}, кроме администрирования.`,
    cancelled: (name: string) => `Замещать не нужно: ${name}`,
    cancel: (name: string, { from, to }: Period) => `Отсутствие ${name} с ${from} по ${to} удалено.`,
    open: 'Посмотреть, кто отсутствует',
  },
}

/** Each substitute learns of it by mail when it is planned, in their own language. */
export async function tellSubstitutes(context: CommandContext, absent: UserId, plan: Plan): Promise<void> {
  const substitutes = [plan.substitute, ...plan.rules.map(({ substitute }) => substitute)]
  await tell(
    context,
    absent,
    substitutes,
    plan.timeZone,
    (reader, name, period) => {
      const text = words[reader.language]
      return { subject: text.planned(name), paragraphs: [text.plan(name, period), text[plan.type](name)] }
    },
    plan,
  )
}

export async function tellOfDeletion(
  context: CommandContext,
  { absent, substitute, ...period }: Substitution,
): Promise<void> {
  await tell(
    context,
    absent,
    [substitute],
    null,
    (reader, name, told) => {
      const text = words[reader.language]
      return { subject: text.cancelled(name), paragraphs: [text.cancel(name, told)] }
    },
    period,
  )
}

async function tell(
  { tx, send, baseUrl }: CommandContext,
  absent: UserId,
  to: (UserId | null)[],
  timeZone: string | null,
  write: (reader: Reader, name: string, period: Period) => { subject: string; paragraphs: string[] },
  { startsAt, endsAt }: { startsAt: string | Date; endsAt: string | Date },
): Promise<void> {
  const ids = [...new Set(to.filter((id) => id !== null))]
  if (ids.length === 0) return
  const readers = await findReaders(tx, [absent, ...ids])
  const name = readers.find(({ id }) => id === absent)?.name ?? ''
  for (const reader of readers) {
    if (reader.id === absent || reader.email === null) continue
    const zone = timeZone ?? reader.timeZone
    const period = { from: format(startsAt, reader.language, zone), to: format(endsAt, reader.language, zone) }
    await queueMail(tx, send, {
      to: reader.email,
      toUser: reader.id,
      template: 'substitution',
      ...write(reader, name, period),
      action: { label: words[reader.language].open, url: baseUrl + links.absences() },
    })
  }
}
