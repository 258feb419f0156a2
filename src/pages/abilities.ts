import type { PageRowShape } from './contract.ts'
import type { PageRow } from './page.sql.ts'

/** Only administrators reach pages as such (access/rules/portals.ts); the home page always stays. */
export const withAbilities = ({ portal: _, ...page }: PageRow): PageRowShape => ({
  ...page,
  can: { edit: true, delete: !page.home },
})
