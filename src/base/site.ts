/** What a page of this installation knows before anything is asked: written into the page itself, so nothing flashes. */
export type Site = {
  companyName: string
  titleEnding: string | null
  color: string | null
  scheme: 'auto' | 'light' | 'dark'
  /** Addresses of the company's pictures; null: Portico's own. */
  logo: string | null
  signInLogo: string | null
  favicon: string | null
  formats: Formats
  links: { label: string; url: string }[]
}

/** How the company writes dates and numbers; `language`: as the reader's language does. */
export type Formats = {
  /** ISO 8601: 1 Monday, 6 Saturday, 7 Sunday. */
  firstDayOfWeek: 1 | 6 | 7
  date: 'language' | 'iso' | 'dmy' | 'mdy'
  time: 'language' | 'h23' | 'h12'
  number: 'language' | 'comma_point' | 'point_comma' | 'space_comma'
  /** ISO 3166: whose numbers are written without a country code. */
  phoneCountry: string | null
}

export const siteMeta = 'portico-site'
