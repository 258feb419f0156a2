import { describe } from 'vitest'
import { openWalls } from '../../test/access/open-walls.ts'
import { makeWorld } from '../../test/cast/world.ts'

/** Whichever way in: the database refuses what would not be a chart. */
const { pool, people } = await makeWorld()
const { standsAgainst } = await openWalls(pool)
const element = async (name: string): Promise<string> =>
  (await pool.query('select id from org_elements where name = $1', [name])).rows[0].id
const position = await element('IT administrator')
const development = await element('Development')
const department = await element('Support department')

describe('the org chart is one tree', () => {
  standsAgainst([
    [
      'a second root',
      `with principal as (insert into principals (id, kind, audience) values (uuid7(), 'org_element', 'employees') returning id)
        insert into org_elements (id, kind, name) select id, 'department', 'Another company' from principal`,
      [],
      'org_elements!org_elements_added',
    ],
    [
      'a department below its own group',
      'update org_elements set parent_id = (select id from org_elements where parent_id = $1) where id = $1',
      [department],
      'org_elements!org_elements_changed',
    ],
    [
      'a department taken out from above its group',
      'update org_elements set deleted_at = now(), parent_id = null, lead_id = null where id = $1',
      [department],
      'org_elements!org_elements_changed',
    ],
    [
      'a head of an employee group',
      'update org_elements set lead_id = $1 where id = $2',
      [people.kevin, development],
      'org_elements.org_elements_check',
    ],
    [
      'a position that becomes a department',
      `update org_elements set kind = 'department' where id = $1`,
      [position],
      'org_elements!org_elements_kind_fixed',
    ],
    [
      'people beside the holder of a position',
      'insert into org_members (element_id, user_id) values ($2, $1)',
      [people.kevin, position],
      'org_members!org_members_added',
    ],
  ])
})
