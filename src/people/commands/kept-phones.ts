import { sql } from 'kysely'
import type { Tx } from '../../sql/database.ts'
import { phoneAsKept } from '../phone.ts'

type Phones = { phone?: string | null | undefined; workPhone?: string | null | undefined }

/** Numbers somebody typed, with the company's country where they name none. */
export async function keptPhones<Given extends Phones>(tx: Tx, given: Given): Promise<Given> {
  if (!given.phone && !given.workPhone) return given
  const { rows } = await sql<{ country: string | null }>`select phone_country as country from company`.execute(tx)
  const country = rows[0]?.country ?? null
  const kept = (typed: string | null | undefined) => typed && phoneAsKept(typed, country)
  return { ...given, phone: kept(given.phone), workPhone: kept(given.workPhone) }
}
