import { changeLanguage, exists, t as textOf, use as extend, default as words } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Problem } from './problem.ts'

export type Language = 'en' | 'ru'
export const languages: { value: Language; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'ru', label: 'Русский' },
]

/** Puts a sentence into the reader's language; `{{name}}` stands for a fact, `count` picks the plural. */
export type Translate = (sentence: string, facts?: Record<string, unknown>) => string

/** The catalogues of one language as `import.meta.glob` gives them: each a file that is fetched when needed. */
export type Catalogues = Record<string, () => Promise<unknown>>

const key = 'portico.language'
let catalogues: Record<Language, Catalogues> = { en: {}, ru: {} }
const loaded = new Set<Language>()

/** Storage may be refused (private windows, strict settings): then the choice lasts as long as the page. */
function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const firstLanguage = (): Language => {
  const wanted = stored() ?? navigator.languages.find((one) => /^(ru|en)\b/i.test(one)) ?? 'en'
  return wanted.toLowerCase().startsWith('ru') ? 'ru' : 'en'
}

async function load(language: Language): Promise<void> {
  if (loaded.has(language)) return
  const files = await Promise.all(Object.values(catalogues[language]).map((fetchFile) => fetchFile()))
  for (const file of files) words.addResourceBundle(language, 'translation', (file as { default: object }).default)
  loaded.add(language)
}

/**
 * English sentences are the keys, so English needs a catalogue only for plurals. Resolves when the first screen can be
 * shown in the reader's language: the chosen one, else the browser's, else English.
 */
export async function startLanguage(given: Record<Language, Catalogues>): Promise<void> {
  catalogues = given
  await extend(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: 'en',
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    contextSeparator: '\u0000',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await chooseLanguage(firstLanguage(), false)
}

export async function chooseLanguage(language: Language, keep = true): Promise<void> {
  await Promise.all([load('en'), load(language)])
  await changeLanguage(language)
  document.documentElement.lang = language
  if (!keep) return
  try {
    localStorage.setItem(key, language)
  } catch {
    // See `stored`.
  }
}

export const currentLanguage = (): Language => (words.language === 'ru' ? 'ru' : 'en')

/** The words of the screen: `const t = useText()`, then `t('New group')`. */
export function useText(): Translate {
  const { t } = useTranslation()
  return t as unknown as Translate
}

/** For words outside of components (notifications). In components take `useText`, which follows a change of language. */
export const translate: Translate = (sentence, facts) => textOf(sentence, facts ?? {})

/** The refusal in the reader's language when the catalogue knows its code, else the server's sentence. */
export function problemText(problem: Problem): string {
  const name = `problem.${problem.code}`
  return exists(name) ? textOf(name, problem.facts) : textOf(problem.message)
}
