import { type Site, siteMeta } from '../base/site.ts'

/** Portico's own look and the reader's own formats, before a company is there. */
const plain: Site = {
  companyName: 'Portico',
  titleEnding: null,
  color: null,
  scheme: 'auto',
  logo: null,
  signInLogo: null,
  favicon: null,
  formats: { firstDayOfWeek: 1, date: 'language', time: 'language', number: 'language', phoneCountry: null },
  links: [],
}

let read: Site | undefined

/** What the server wrote into this page about the installation (main/screens.ts). */
export function site(): Site {
  return (read ??= { ...plain, ...written() })
}

function written(): Partial<Site> {
  const content =
    typeof document === 'undefined'
      ? undefined
      : document.querySelector<HTMLMetaElement>(`meta[name="${siteMeta}"]`)?.content
  try {
    return content ? (JSON.parse(content) as Partial<Site>) : {}
  } catch {
    return {}
  }
}
