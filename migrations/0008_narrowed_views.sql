-- The views that access reads, taken apart so that a statement about one actor can narrow them to that actor once
-- (src/access/narrowed.ts). What they answer is what they answered before.

create view live_grants as
  select id as grant_id, principal_id, resource_kind, resource_id, app_id, rights, narrowed_to, fields,
    id::text || '.' || xmin::text as mark
  from grants g
  where g.revoked_at is null and (g.expires_at is null or g.expires_at > now())
    and (g.page_version_id is null or exists (
      select from pages join portals on portals.id = pages.portal_id
      where pages.current_version_id = g.page_version_id and pages.deleted_at is null and portals.state = 'active'));
comment on view live_grants is 'Grants that count now';
comment on column live_grants.mark is 'Names the grant and the transaction that wrote it last: equal marks, equal grants';

create or replace view actor_grants as
  select p.user_id as actor_id, g.grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to, g.fields, g.mark
  from live_grants g join actor_principals p on p.principal_id = g.principal_id;

create view open_task_candidates as
  select c.task_id, c.principal_id, t.state, t.assignee_id, t.excluded
  from task_candidates c join tasks t on t.id = c.task_id where c.open and t.ended_at is null;
comment on view open_task_candidates is 'Whom open tasks were offered to';

create function works_on(person uuid, state text, assignee uuid, excluded uuid[]) returns boolean
  language sql immutable parallel safe
  return (state = 'ready' or assignee = person) and person <> all (excluded);
comment on function works_on(uuid, text, uuid, uuid[]) is 'Whether a person a task was offered to may work on it now: it is theirs, or nobody has claimed it, and they are not excluded';

create or replace view task_workers as
  select c.task_id, p.user_id, c.principal_id, c.state = 'claimed' as holds
  from open_task_candidates c join actor_principals p on p.principal_id = c.principal_id
  where works_on(p.user_id, c.state, c.assignee_id, c.excluded);
