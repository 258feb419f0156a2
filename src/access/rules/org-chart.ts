import { sql } from 'kysely'
import { administers, isEmployee, type KindRules } from '../rule.ts'

/** Every employee reads the published chart; administrators draw the next one. For people from outside there is none. */
export const orgChartRules: KindRules<'org_chart'> = {
  present: () => sql`exists (select from company)`,
  rules: {
    'org_chart.view': (actor) => [isEmployee(actor)],
    'org_chart.edit': (actor) => [administers(actor)],
  },
}
