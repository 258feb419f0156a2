import type { PersonOption } from './person-field.tsx'

type Named = {
  name: string
  label: string
  /** Seldom needed: behind “More filters”. */
  more?: boolean
}

/** How people are found for a filter: by what is typed, and by the id that a link may carry. */
export type PeopleToChoose = {
  search: (text: string) => Promise<readonly PersonOption[]>
  named: (id: string) => Promise<PersonOption | undefined>
  /** Under what the answers are kept. */
  key: string
}

export type ChoiceFilter = Named & { options: readonly { value: string; label: string }[] }
/** The value is the id. */
export type PersonFilter = Named & { people: PeopleToChoose }
/** The value is a day, `YYYY-MM-DD`. */
export type DayFilter = Named & { day: true }

/** One way to narrow a list. */
export type Filter = ChoiceFilter | PersonFilter | DayFilter
