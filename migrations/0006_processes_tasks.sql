-- Process definitions, running instances as rows, tasks of people.

create table processes (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  app_id uuid references apps (id),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  draft_xml text not null,
  draft_version integer not null default 1,
  current_version_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  deleted_at timestamptz,
  version integer not null default 1,
  unique (workspace_id, code)
);
comment on table processes is 'Drawn processes: the draft and which version new instances take';
comment on column processes.app_id is 'The app of the published version, and what a new draft begins from';
create unique index processes_name on processes (workspace_id, lower(name)) where deleted_at is null;

create table process_versions (
  id uuid primary key,
  process_id uuid not null references processes (id),
  number integer not null check (number > 0),
  app_id uuid references apps (id),
  xml text not null,
  definition jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid references users (id),
  unique (process_id, number),
  unique (id, process_id)
);
comment on table process_versions is 'Deployed states, never changed; an instance keeps its version';
comment on column process_versions.app_id is 'The app whose item an instance works on, resolved when it was published; starting makes the item';
alter table processes add foreign key (current_version_id, id) references process_versions (id, process_id);

create table process_instances (
  id uuid primary key,
  process_id uuid not null references processes (id),
  version_id uuid not null,
  number bigint generated always as identity,
  name text not null,
  initiator_id uuid references users (id),
  app_id uuid references apps (id),
  item_id uuid,
  state text not null check (state in ('active', 'completed', 'cancelled')),
  next_key integer not null default 1,
  passed text[] not null default '{}',
  events_count integer not null default 0,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (version_id, process_id) references process_versions (id, process_id),
  check ((state = 'active') = (ended_at is null)),
  check ((app_id is null) = (item_id is null))
);
comment on column process_instances.passed is 'Ids of elements completed at least once, in the order of their first completion';
comment on table process_instances is 'Runs of a version. A step locks this row first, always: without that lock two branches finishing together lose the join';
create index process_instances_initiator on process_instances (initiator_id, started_at desc);
create index process_instances_process on process_instances (process_id, state, started_at desc);
create index process_instances_item on process_instances (app_id, item_id);

create table element_instances (
  instance_id uuid not null references process_instances (id),
  key integer not null,
  element_id text not null,
  scope_key integer not null,
  state text not null check (state in ('active', 'blocked')),
  entered_at timestamptz not null default now(),
  primary key (instance_id, key)
);
comment on table element_instances is 'Live activations only: a row goes when its element completes or is terminated; what happened is in process_events';
comment on column element_instances.scope_key is 'Key of the sub-process instance around it; 0: the process itself';

create table flow_tokens (
  instance_id uuid not null references process_instances (id),
  key integer not null,
  flow_id text not null,
  scope_key integer not null,
  primary key (instance_id, key)
);
comment on table flow_tokens is 'Taken sequence flows whose target has not consumed them yet: they wait at a join or are held by an incident';

create table process_variables (
  instance_id uuid not null references process_instances (id),
  scope_key integer not null,
  name text not null,
  value jsonb not null,
  primary key (instance_id, scope_key, name)
);
comment on table process_variables is 'The context of an instance, by scope';

create table process_events (
  instance_id uuid not null references process_instances (id),
  number integer not null,
  at timestamptz not null default now(),
  command_id uuid not null,
  actor_user_id uuid references users (id),
  event jsonb not null,
  primary key (instance_id, number)
);
comment on table process_events is 'Append-only history; folding it gives the live rows';

create table incidents (
  instance_id uuid not null references process_instances (id),
  key integer not null,
  held_keys integer[] not null,
  element_id text not null,
  code text not null,
  message text not null,
  expression text,
  input jsonb,
  blocks boolean not null,
  raised_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (instance_id, key)
);
comment on table incidents is 'Instances that cannot go on, or could not work something out, until someone helps';
comment on column incidents.held_keys is 'Element instances or tokens it is about, by key';
create index incidents_open on incidents (raised_at desc) where resolved_at is null;

create table tasks (
  id uuid primary key,
  name text not null,
  state text not null check (state in ('ready', 'claimed', 'completed', 'cancelled')),
  instance_id uuid references process_instances (id),
  element_key integer,
  element_id text,
  lane_id text,
  app_id uuid references apps (id),
  item_id uuid,
  assignee_id uuid references users (id),
  executor jsonb,
  excluded uuid[] not null default '{}',
  form jsonb not null default '[]',
  buttons jsonb not null default '[]',
  due_at timestamptz,
  created_at timestamptz not null default now(),
  claimed_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references users (id),
  outcome text,
  fallback_reason text,
  version integer not null default 1,
  check ((state in ('completed', 'cancelled')) = (ended_at is not null)),
  check (state <> 'claimed' or assignee_id is not null),
  check (state <> 'ready' or assignee_id is null),
  check ((instance_id is null) = (element_key is null))
);
comment on table tasks is 'Work waiting for a person. ready: candidates may claim it; claimed: the assignee has it';
comment on column tasks.executor is 'The rule it was given out by, with what the engine worked out of it; asked again when its executor is';
comment on column tasks.excluded is 'Users who must not do it: the initiator, or whoever did another task (four eyes)';
comment on column tasks.fallback_reason is 'Why it went to the System supervisor: nobody was left by the lane''s rule';
create unique index tasks_element on tasks (instance_id, element_key) where instance_id is not null;
create index tasks_assignee on tasks (assignee_id, created_at desc) where state = 'claimed';
create index tasks_lane on tasks (instance_id, lane_id, created_at desc);
create index tasks_item on tasks (app_id, item_id) where app_id is not null and ended_at is null;
create index tasks_ended_by on tasks (ended_by, ended_at desc) where ended_by is not null;

create table task_candidates (
  task_id uuid not null references tasks (id),
  principal_id uuid not null references principals (id),
  open boolean not null default true,
  primary key (task_id, principal_id)
);
comment on table task_candidates is 'Who may do a task. A group is one row: membership is looked up when somebody asks, so who left it can no more. The assignee is always among them';
comment on column task_candidates.open is 'Follows the task, so that lists of open work do not walk through all that was ever done';
create index task_candidates_open on task_candidates (principal_id, task_id) where open;

create view task_workers as
  select c.task_id, p.user_id, c.principal_id, t.state = 'claimed' as holds
  from task_candidates c join actor_principals p on p.principal_id = c.principal_id join tasks t on t.id = c.task_id
  where c.open and t.ended_at is null and (t.state = 'ready' or t.assignee_id = p.user_id) and p.user_id <> all (t.excluded);
comment on view task_workers is 'Who may work on an open task now: its assignee while still among its candidates, or, when nobody has claimed it, each candidate';

create table task_events (
  id uuid primary key,
  task_id uuid not null references tasks (id),
  at timestamptz not null default now(),
  actor_user_id uuid references users (id),
  kind text not null check (kind in ('created', 'resolved', 'fell_back', 'claimed', 'released', 'reassigned', 'completed', 'cancelled')),
  facts jsonb not null default '{}'
);
comment on table task_events is 'What happened to a task; "resolved" tells each step of how its executor was chosen';
create index task_events_task on task_events (task_id, at);

create function superior_of(person uuid) returns uuid language sql stable as $$
  with recursive above (element_id, distance) as (
    select element_id, 0 from org_members where user_id = person
    union
    select id, 0 from org_elements where lead_id = person
    union
    select e.parent_id, a.distance + 1 from above a join org_elements e on e.id = a.element_id
    where e.parent_id is not null and a.distance < 50
  )
  select e.lead_id from above a join org_elements e on e.id = a.element_id
  where e.lead_id is not null and e.lead_id <> person order by a.distance, e.id limit 1
$$;
comment on function superior_of(uuid) is 'The head or holder nearest above a user in the org chart, herself left out; null when nobody is above';
