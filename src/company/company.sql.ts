import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Site } from '../base/site.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { CompanySettingsShape } from './contract.ts'

const columns = sql`name, language, time_zone as "timeZone", first_day_of_week as "firstDayOfWeek", date_format as "dateFormat",
  time_format as "timeFormat", number_format as "numberFormat", phone_country as "phoneCountry", links,
  settings_version as version, settings_changed_at as "changedAt",
  (select full_name from users where id = settings_changed_by) as "changedBy"`

export async function findSettings(db: Db): Promise<CompanySettingsShape | undefined> {
  const { rows } = await sql<CompanySettingsShape>`select ${columns} from company`.execute(db)
  return rows[0]
}

export async function lockSettings(tx: Tx): Promise<CompanySettingsShape> {
  const { rows } = await sql<CompanySettingsShape>`select ${columns} from company for no key update`.execute(tx)
  return rows[0]!
}

export async function saveSettings(tx: Tx, now: CompanySettingsShape, by: UserId): Promise<void> {
  await sql`update company set name = ${now.name}, language = ${now.language}, time_zone = ${now.timeZone},
    first_day_of_week = ${now.firstDayOfWeek}, date_format = ${now.dateFormat}, time_format = ${now.timeFormat},
    number_format = ${now.numberFormat}, phone_country = ${now.phoneCountry}, links = ${JSON.stringify(now.links)}::jsonb,
    settings_version = ${now.version}, settings_changed_by = ${by}, settings_changed_at = now()`.execute(tx)
}

/** What stands in every page before anybody is asked who they are; undefined until the company is set up. */
export async function findSite(db: Db): Promise<Site | undefined> {
  const { rows } = await sql<Site>`
    with image as (select kind, '/api/v1/theme/images/' || kind || '?v=' || encode(substring(sha256 for 8), 'hex') as url
      from theme_images)
    select c.name as "companyName", t.title_ending as "titleEnding", t.color, t.scheme, c.links,
      (select url from image where kind = 'logo') as logo, (select url from image where kind = 'sign_in_logo') as "signInLogo",
      (select url from image where kind = 'favicon') as favicon,
      jsonb_build_object('firstDayOfWeek', c.first_day_of_week, 'date', c.date_format, 'time', c.time_format,
        'number', c.number_format, 'phoneCountry', c.phone_country) as formats
    from company c, company_theme t`.execute(db)
  return rows[0]
}
