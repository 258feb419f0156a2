import type { World } from './world.ts'

export type Mail = { to: string; subject: string; text: string; template: string }

/** What lies in the outbox, latest first. */
export async function mails(world: World, template: string): Promise<Mail[]> {
  const { rows } = await world.pool.query<Mail>(
    'select to_address as "to", subject, body_text as text, template from mails where template = $1 order by id desc',
    [template],
  )
  return rows
}

/** The secret at the end of the link in a text. */
export const tokenIn = (text: string): string => {
  const found = /https?:\/\/\S+\/([\w-]{43})(?=\s|$)/.exec(text)
  if (!found) throw new Error(`Expected a link with a secret, but found: ${text}`)
  return found[1]!
}
