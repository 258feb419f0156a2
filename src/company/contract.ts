import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { nameText, version } from '../base/wire.ts'

export const companyNameLimit = 200
export const linksLimit = 5
export const imageBytes = 512 * 1024
export const imageSide = 2000
export const imageKinds = ['logo', 'sign_in_logo', 'favicon'] as const

const timeZone = z.string().max(60).refine(isTimeZone, 'Expected a time zone such as Europe/Berlin')

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

const settings = {
  name: nameText(companyNameLimit),
  language: z.enum(['en', 'ru']).describe('Of mails to people who have chosen none'),
  timeZone: timeZone.describe('Of people who have chosen none'),
  firstDayOfWeek: z.union([z.literal(1), z.literal(6), z.literal(7)]).describe('ISO 8601: Monday is 1'),
  dateFormat: z.enum(['language', 'iso', 'dmy', 'mdy']).describe('language: as the reader’s language writes it'),
  timeFormat: z.enum(['language', 'h23', 'h12']),
  numberFormat: z.enum(['language', 'comma_point', 'point_comma', 'space_comma']),
  phoneCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Expected a country by its two letters, such as DE')
    .nullable(),
  links: z
    .array(
      z.strictObject({
        label: nameText(60),
        url: z.url({ protocol: /^https?$/, error: 'Expected an address that begins with https://' }).max(500),
      }),
    )
    .max(linksLimit)
    .describe('Shown to employees in the menu of their account'),
}

const whoChanged = { version: z.int(), changedBy: z.string().nullable(), changedAt: z.date().nullable() }

export const companySettingsShape = z.object({ ...settings, ...whoChanged })
export type CompanySettingsShape = z.infer<typeof companySettingsShape>

export const getCompanySettingsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/company-settings',
  summary: 'Name, formats and links of the company',
  input: z.strictObject({}),
  answer: companySettingsShape,
})

export const updateCompanySettingsApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/company-settings',
  summary: 'Changes name, formats or links of the company',
  input: z.strictObject({ version, ...z.object(settings).partial().shape }),
  answer: z.object({ version: z.int() }),
  refusals: ['company.changed_meanwhile'],
})

const image = z.object({ url: z.string(), width: z.int(), height: z.int() })
const theme = {
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'Expected a colour such as #1f4fd8')
    .nullable()
    .describe('Of buttons and links, dark enough for white text; null: ours'),
  titleEnding: nameText(60).nullable().describe('What the titles of windows end with; null: the company’s name'),
  scheme: z.enum(['auto', 'light', 'dark']).describe('For people who have chosen none; auto: as their device is'),
}

export const themeShape = z.object({
  ...theme,
  images: z.object({ logo: image.nullable(), sign_in_logo: image.nullable(), favicon: image.nullable() }),
  ...whoChanged,
})
export type ThemeShape = z.infer<typeof themeShape>

export const getThemeApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/theme',
  summary: 'The look of the employee side',
  input: z.strictObject({}),
  answer: themeShape,
})

export const updateThemeApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/theme',
  summary: 'Changes colour, title and scheme',
  input: z.strictObject({ version, ...z.object(theme).partial().shape }),
  answer: z.object({ version: z.int() }),
  refusals: ['theme.changed_meanwhile', 'theme.colour_contrast'],
})

export const resetThemeApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/theme/reset',
  summary: 'Goes back to Portico’s own look, pictures included',
  input: z.strictObject({ version }),
  answer: z.object({ version: z.int() }),
  refusals: ['theme.changed_meanwhile'],
})

const imageKind = z.enum(imageKinds)

export const setThemeImageApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/theme/images/:kind',
  upload: true,
  summary: 'Sets a picture: PNG, JPEG or WebP by its content, at most 512 KiB and 2,000 pixels a side',
  input: z.strictObject({ kind: imageKind }),
  answer: z.object({ url: z.string() }),
  refusals: ['theme.image_unusable'],
})

export const removeThemeImageApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/theme/images/:kind',
  summary: 'Takes a picture away; ours is shown again',
  input: z.strictObject({ kind: imageKind }),
  answer: z.null(),
})

/** Open to everybody, because the sign-in page shows it. */
export const themeImageApi = endpoint({
  side: 'public',
  method: 'GET',
  path: '/theme/images/:kind',
  download: true,
  summary: 'A picture of the company',
  input: z.strictObject({ kind: imageKind, v: z.string().max(64).optional().describe('Which one; it may be kept') }),
  answer: z.null(),
})
