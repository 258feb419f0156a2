import { sql } from 'kysely'
import type { Because, Derivation } from '../access/rule.ts'
import type { Db } from '../sql/database.ts'
import type { AccessReason } from './contract-access.ts'

/** What a row that is a reason says of itself; ids are unique, so that one statement finds whichever table it is of. */
type Fact = { id: string; text: string }

async function factsOf(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Fact>`
    with asked as (select distinct unnest(${ids}::uuid[]) as id), named as (
      select p.id, coalesce(u.full_name, g.name, o.name, c.name, '') as name from principals p left join users u on u.id = p.id
        left join groups g on g.id = p.id left join org_elements o on o.id = p.id left join organizations c on c.id = p.id
    )
    select a.id, '“' || n.name || '” was given ' || array_to_string(g.rights, ', ') || ' on the ' || g.resource_kind
        || coalesce(' “' || coalesce(f.name, ap.name, w.name, pr.name) || '”', '')
        || case g.narrowed_to when 'author' then ', for what they wrote' when 'organization' then ', for what their organization wrote'
          when 'field' then ', where the field “' || g.narrowed_field || '” names them' else '' end
        || coalesce(' by ' || giver.full_name, '') || to_char(g.granted_at at time zone 'UTC', '" on "YYYY-MM-DD')
        || coalesce(to_char(g.expires_at at time zone 'UTC', '" until "YYYY-MM-DD'), '')
        || coalesce(' through the page “' || pages.name || '”', '') || case when g.reason <> '' then ' (' || g.reason || ')' else '' end as text
      from asked a join grants g on g.id = a.id join named n on n.id = g.principal_id left join users giver on giver.id = g.granted_by
        left join folders f on g.resource_kind = 'folder' and f.id = g.resource_id left join apps ap on g.resource_kind = 'app' and ap.id = g.resource_id
        left join workspaces w on g.resource_kind = 'workspace' and w.id = g.resource_id
        left join processes pr on g.resource_kind = 'process' and pr.id = g.resource_id
        left join page_versions v on v.id = g.page_version_id left join pages on pages.id = v.page_id
    union all select a.id, '“' || n.name || '”' from asked a join named n on n.id = a.id
    union all select a.id, 'the task “' || t.name || '”' from asked a join tasks t on t.id = a.id
    union all select a.id, '“' || u.full_name || '” until ' || to_char(s.ends_at at time zone 'UTC', 'YYYY-MM-DD')
      from asked a join substitutions s on s.id = a.id join users u on u.id = s.absent_id`.execute(db)
  return new Map(rows.map(({ id, text }) => [id, text]))
}

/** Each reason as a sentence about the person; `fact` is what the row says of itself. */
const sentences: Record<Because, (fact: string) => string> = {
  everyone: () => 'Anybody may.',
  administrator: () => 'Administers the company, and passes every check.',
  workspace_administrator: (fact) => `Administers the workspace: ${fact}.`,
  supervisor: () => 'Is the System supervisor.',
  self: () => 'It is about themselves.',
  employee: () => 'Every employee may.',
  visible: (fact) => `Has it in the menu, as one of ${fact}.`,
  open_app: () => 'The app is open to every employee.',
  grant: (fact) => `${fact}.`,
  folder: (fact) => `In this folder counts: ${fact}.`,
  field: (fact) => `The field names them: ${fact}.`,
  head: (fact) => `Leads somebody who may: ${fact}.`,
  author: (fact) => `Wrote it: ${fact}.`,
  organization: (fact) => `Somebody of the same organization wrote it: ${fact}.`,
  task: (fact) => `Works on ${fact}, or may take it.`,
  initiator: () => 'Began it.',
  candidate: (fact) => `It was offered to ${fact}.`,
  assignee: () => 'Has the task, or finished it.',
  uploader: () => 'Put it there, and it belongs to nothing yet.',
  item: () => 'May view the item it belongs to.',
  portal_user: (fact) => `Is let into the portal, as one of ${fact}.`,
  auditor: () => 'Is in the group that reads the audit.',
  substitution: (fact) => `Acts for ${fact}, with all their access.`,
}

/** Reasons in plain sentences, those of many people in one statement. */
export async function inSentences(db: Db, lists: Derivation[][]): Promise<AccessReason[][]> {
  const facts = await factsOf(
    db,
    lists.flat().flatMap(({ fact }) => (fact ? [fact] : [])),
  )
  return lists.map((list) =>
    list.map(({ because, fact }) => ({
      because,
      sentence: sentences[because](facts.get(fact ?? '') ?? 'a row that is not there any more'),
      fact,
    })),
  )
}
