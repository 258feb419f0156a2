import type { PageRowShape } from './contract.ts'
import type { PageRow } from './page.sql.ts'

/** Whoever reaches a page as such may draw it (access/rules/portals.ts); the home page always stays. */
export const withAbilities = ({ mayPublish, ...page }: PageRow): PageRowShape => ({
  id: page.id,
  name: page.name,
  code: page.code,
  home: page.home,
  published: page.published,
  changed: page.changed,
  draftVersion: page.draftVersion,
  can: { edit: true, delete: !page.home, publish: mayPublish },
})
