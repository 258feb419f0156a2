import { canonicalEmail } from '../base/text.ts'
import type { InputOf, SentOf } from '../base/endpoint.ts'
import { type ImportField, importFields } from './import-fields.ts'
import { inviteEmployeeApi } from './invitations-contract.ts'

/** What columns are called in files people have, in both languages. */
const names: Record<ImportField, string[]> = {
  fullName: ['full name', 'name', 'employee', 'фио', 'имя', 'полное имя', 'сотрудник'],
  email: ['e-mail', 'email', 'mail', 'email address', 'e-mail address', 'почта', 'эл. почта', 'электронная почта'],
  hireDate: ['hire date', 'hired', 'start date', 'дата приёма', 'дата приема', 'принят'],
  phone: ['mobile', 'phone', 'mobile phone', 'телефон', 'мобильный', 'мобильный телефон'],
  workPhone: ['work phone', 'office phone', 'рабочий телефон'],
  birthDate: ['birth date', 'date of birth', 'birthday', 'дата рождения', 'день рождения'],
  timeZone: ['time zone', 'timezone', 'часовой пояс'],
  language: ['language', 'язык'],
  position: ['position', 'positions', 'department', 'должность', 'отдел', 'подразделение'],
  groups: ['groups', 'group', 'группы', 'группа'],
}

/** A first guess which column is what, by its name; each field once. */
export function guessMapping(columns: string[]): string[] {
  const taken = new Set<string>()
  return columns.map((column) => {
    const name = column.trim().toLowerCase()
    const field = importFields.find(
      (one) => !taken.has(one) && (one.toLowerCase() === name || names[one].includes(name)),
    )
    if (field) taken.add(field)
    return field ?? ''
  })
}

export type Issue = { field: string | null; message: string }
export type Known = {
  /** By lower-case name; null where several have it. */
  groups: ReadonlyMap<string, string | null>
  places: ReadonlyMap<string, { id: string; holder: string | null; isPosition: boolean } | null>
}
export type Defaults = { groups?: string[]; language?: 'en' | 'ru' }
export type Checked = {
  label: string
  email: string | null
  input: SentOf<typeof inviteEmployeeApi> | null
  issues: Issue[]
}

/** Reads a row by the mapping: an input for the very command of a single invitation, or what is wrong, cell by cell. */
export function checkRow(cells: string[], mapping: string[], known: Known, defaults: Defaults): Checked {
  const cell = (field: ImportField): string => (mapping.includes(field) ? (cells[mapping.indexOf(field)] ?? '') : '')
  const issues: Issue[] = []
  const groups = namesIn(cell('groups')).flatMap((name) => {
    const id = known.groups.get(name.toLowerCase())
    if (id) return [id]
    issues.push({
      field: 'groups',
      message: id === null ? `Several groups are called “${name}”.` : `There is no group “${name}” that takes members.`,
    })
    return []
  })
  const positions = namesIn(cell('position')).flatMap((name) => {
    const place = known.places.get(name.toLowerCase())
    if (place?.isPosition && place.holder !== null)
      issues.push({ field: 'position', message: `“${name}” is held by ${place.holder}.` })
    else if (place) return [place.id]
    else
      issues.push({
        field: 'position',
        message: place === null ? `Several places are called “${name}”.` : `There is no “${name}” in the org chart.`,
      })
    return []
  })
  const written = {
    fullName: cell('fullName'),
    email: cell('email'),
    ...optional('hireDate', readDay(cell('hireDate'))),
    ...optional('birthDate', readDay(cell('birthDate'))),
    ...optional('phone', cell('phone')),
    ...optional('workPhone', cell('workPhone')),
    ...optional('timeZone', cell('timeZone')),
    ...optional('language', readLanguage(cell('language')) || defaults.language),
    groups: [...new Set([...groups, ...(defaults.groups ?? [])])],
    positions: [...new Set(positions)],
  }
  const parsed = inviteEmployeeApi.input.safeParse(written)
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) issues.push({ field: String(path[0] ?? '') || null, message })
  }
  const label = written.fullName || written.email || '—'
  const email = parsed.success ? canonicalEmail((parsed.data as InputOf<typeof inviteEmployeeApi>).email) : null
  return { label, email, input: issues.length === 0 ? (written as Checked['input']) : null, issues }
}

const optional = <K extends string>(key: K, value: string | undefined) => (value ? { [key]: value } : {})

/** Several names in one cell are divided by semicolons. */
const namesIn = (text: string): string[] =>
  text
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean)

/** 17.05.1990 and 17/05/1990 as 1990-05-17; anything else as it is, for the contract to judge. */
function readDay(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? []
  return year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text
}

const languages: Record<string, string> = { english: 'en', английский: 'en', russian: 'ru', русский: 'ru' }
const readLanguage = (text: string): string => languages[text.toLowerCase()] ?? text.toLowerCase()
