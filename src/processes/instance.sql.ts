import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import type { ProcessId, ProcessInstanceId, ProcessVersionId, UserId } from '../base/ids.ts'
import type { ElementInstance, Token } from '../engine/instance.ts'
import type { Event } from '../engine/events.ts'
import type { Db, Sql } from '../sql/database.ts'
import type { InstanceRowShape, RequestShape } from './contract-instances.ts'

type Live = { elements: ElementInstance[]; tokens: Token[]; passed: string[]; version: ProcessVersionId }

/** A request with what its progress is worked out from. */
export type RequestRow = Omit<RequestShape, 'step' | 'status'> & Live

const live = sql`target.version_id as version, target.passed,
  coalesce((select json_agg(json_build_object('key', key, 'scope', scope_key, 'element', element_id, 'state', state) order by key)
    from element_instances e where e.instance_id = target.id), '[]') as elements,
  coalesce((select json_agg(json_build_object('key', key, 'scope', scope_key, 'flow', flow_id) order by key)
    from flow_tokens f where f.instance_id = target.id), '[]') as tokens`

const requestColumns = (reader: UserId) => sql`target.id, target.name, target.state,
  to_json(target.started_at) as "startedAt", to_json(target.ended_at) as "endedAt",
  json_build_object('id', p.id, 'name', p.name) as process,
  case when target.item_id is not null then json_build_object('app', target.app_id, 'id', target.item_id) end as item,
  (select w.task_id from task_workers w join tasks t on t.id = w.task_id
    where w.user_id = ${reader} and t.instance_id = target.id order by t.created_at limit 1) as "myTask", ${live}`

type Narrowed = {
  process?: ProcessId | undefined
  state?: string | undefined
  search?: string | undefined
  after?: [string, string] | undefined
  limit: number
}

const narrowed = ({ process, state, search, after }: Narrowed) => sql`
  ${process ? sql`target.process_id = ${process}` : sql`true`} and ${state ? sql`target.state = ${state}` : sql`true`}
  and ${search ? sql`target.name ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`}
  and ${after ? sql`(target.started_at, target.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}`

export async function listRequests(db: Db, reader: UserId, visible: Sql<boolean>, by: Narrowed): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`select ${requestColumns(reader)}
    from process_instances target join processes p on p.id = target.process_id
    where target.initiator_id = ${reader} and ${visible} and ${narrowed(by)}
    order by target.started_at desc, target.id desc limit ${by.limit}`.execute(db)
  return rows
}

export async function findRequest(
  db: Db,
  reader: UserId,
  visible: Sql<boolean>,
  id: ProcessInstanceId,
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select ${requestColumns(reader)}
    from process_instances target join processes p on p.id = target.process_id where target.id = ${id} and ${visible}`.execute(
    db,
  )
  return rows[0]
}

const rowColumns = sql`target.id, target.number, target.name, target.state, v.number as "versionNumber",
  to_json(target.started_at) as "startedAt", to_json(target.ended_at) as "endedAt",
  json_build_object('id', p.id, 'name', p.name) as process,
  case when u.id is not null then json_build_object('id', u.id, 'name', u.full_name) end as initiator,
  (select count(*)::int from incidents x where x.instance_id = target.id and x.resolved_at is null) as incidents`

const tables = sql`process_instances target join processes p on p.id = target.process_id
  join process_versions v on v.id = target.version_id left join users u on u.id = target.initiator_id`

export async function listInstanceRows(db: Db, visible: Sql<boolean>, by: Narrowed): Promise<InstanceRowShape[]> {
  const { rows } = await sql<InstanceRowShape>`select ${rowColumns} from ${tables} where ${visible} and ${narrowed(by)}
    order by target.started_at desc, target.id desc limit ${by.limit}`.execute(db)
  return rows
}

export type InstanceDetail = InstanceRowShape & Live & { item: RequestShape['item']; xml: string; manages: boolean }

export async function findInstance(
  db: Db,
  actor: Actor,
  visible: Sql<boolean>,
  id: ProcessInstanceId,
): Promise<InstanceDetail | undefined> {
  const { rows } =
    await sql<InstanceDetail>`select ${rowColumns}, ${live}, v.xml, ${ability(actor, 'instance.manage')} as manages,
      case when target.item_id is not null then json_build_object('app', target.app_id, 'id', target.item_id) end as item
    from ${tables} where target.id = ${id} and ${visible}`.execute(db)
  return rows[0]
}

export type HistoryRow = { number: number; at: string; actor: { id: UserId; name: string } | null; event: Event }

/** The latest events of an instance, newest first. */
export async function listHistory(db: Db, id: ProcessInstanceId, limit: number): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`select e.number, to_json(e.at) as at, e.event,
      case when u.id is not null then json_build_object('id', u.id, 'name', u.full_name) end as actor
    from process_events e left join users u on u.id = e.actor_user_id
    where e.instance_id = ${id} order by e.number desc limit ${limit}`.execute(db)
  return rows
}

export type IncidentRow = {
  key: number
  element: string
  code: string
  message: string
  expression: string | null
  input: Record<string, unknown> | null
  blocks: boolean
  raisedAt: string
  instance: { id: ProcessInstanceId; number: number; name: string }
  process: { id: ProcessId; name: string }
  version: ProcessVersionId
}

/** Open incidents, newest first; of one instance or of all that are visible as `target`. */
export async function listOpenIncidents(
  db: Db,
  visible: Sql<boolean>,
  {
    instance,
    after,
    limit,
  }: { instance?: ProcessInstanceId; after?: [string, string, number] | undefined; limit: number },
): Promise<IncidentRow[]> {
  const { rows } =
    await sql<IncidentRow>`select x.key, x.element_id as element, x.code, x.message, x.expression, x.input, x.blocks,
      to_json(x.raised_at) as "raisedAt", target.version_id as version,
      json_build_object('id', target.id, 'number', target.number, 'name', target.name) as instance,
      json_build_object('id', p.id, 'name', p.name) as process
    from incidents x join process_instances target on target.id = x.instance_id join processes p on p.id = target.process_id
    where x.resolved_at is null and ${visible} and ${instance ? sql`target.id = ${instance}` : sql`true`}
      and ${after ? sql`(x.raised_at, x.instance_id, x.key) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]}::int)` : sql`true`}
    order by x.raised_at desc, x.instance_id desc, x.key desc limit ${limit}`.execute(db)
  return rows
}
