-- The org chart is edited as a draft and published whole. Integrity of the tree, closure by statement instead of by row,
-- published versions.

alter table org_elements add column deleted_at timestamptz;
alter table org_elements add constraint org_elements_gone check (deleted_at is null or (parent_id is null and lead_id is null));
comment on column org_elements.deleted_at is 'Taken out of the chart. The row stays: grants, groups and lanes that name it give nobody anything, and mean it again when a version is restored';
create index org_elements_living on org_elements (parent_id, sort, name) where deleted_at is null;

create function refuse_org_kind_change() returns trigger language plpgsql as $$
begin
  raise exception 'The kind of "%" is fixed at creation', old.name using errcode = 'check_violation', constraint = 'org_elements_kind_fixed';
end $$;
create trigger org_elements_kind_fixed before update of kind on org_elements for each row when (old.kind is distinct from new.kind)
  execute function refuse_org_kind_change();

-- One tree: at most one root, and everything hangs on it. A circle or a parent that is gone leaves elements the walk
-- from the root does not reach. Two writers at once wait for each other, so that neither misses what the other moved.
create function refuse_broken_org_chart() returns void language plpgsql as $$
declare roots integer; living integer; reached integer;
begin
  perform pg_advisory_xact_lock(hashtext('org_elements tree'));
  select count(*) filter (where parent_id is null), count(*) into roots, living from org_elements where deleted_at is null;
  if roots > 1 then
    raise exception 'The org chart has one root, not %', roots using errcode = 'check_violation', constraint = 'org_elements_one_root';
  end if;
  with recursive tree (id) as (
    select id from org_elements where parent_id is null and deleted_at is null
    union all
    select e.id from tree join org_elements e on e.parent_id = tree.id
  ) select count(*) into reached from tree;
  if reached <> living then
    raise exception 'The org chart is a tree: % elements hang in a circle or below one that is gone', abs(living - reached)
      using errcode = 'check_violation', constraint = 'org_elements_tree';
  end if;
end $$;

drop trigger org_elements_closure on org_elements;
drop trigger org_members_closure on org_members;
drop function org_closure();

-- Whoever counts as a changed element, directly or from further down, and whoever leads one now.
create function org_elements_changed() returns trigger language plpgsql as $$
declare changed uuid[]; moved uuid[]; is_moved boolean := true;
begin
  if tg_op = 'UPDATE' then
    select array_agg(n.id), coalesce(bool_or(o.parent_id is distinct from n.parent_id or o.deleted_at is distinct from n.deleted_at), false)
      into changed, is_moved from old_rows o join new_rows n using (id)
      where (o.parent_id, o.lead_id, o.deleted_at) is distinct from (n.parent_id, n.lead_id, n.deleted_at);
  else
    select array_agg(id) into changed from new_rows;
  end if;
  if changed is null then return null; end if;
  if is_moved then perform refuse_broken_org_chart(); end if;
  select array_agg(user_id) into moved from (
    select user_id from user_principals where principal_id = any (changed)
    union select lead_id from org_elements where id = any (changed) and lead_id is not null) affected;
  if moved is not null then perform refresh_user_principals(moved); end if;
  return null;
end $$;
create trigger org_elements_added after insert on org_elements referencing new table as new_rows
  for each statement execute function org_elements_changed();
create trigger org_elements_changed after update on org_elements referencing old table as old_rows new table as new_rows
  for each statement execute function org_elements_changed();

create function org_members_changed() returns trigger language plpgsql as $$
declare moved uuid[]; wrong text;
begin
  if tg_op = 'INSERT' then
    select e.name into wrong from new_rows n join org_elements e on e.id = n.element_id where e.kind = 'position' limit 1;
    if wrong is not null then
      raise exception 'A position has one holder and no people beside: "%" cannot take members', wrong
        using errcode = 'check_violation', constraint = 'org_members_no_position';
    end if;
    select array_agg(distinct user_id) into moved from new_rows;
  else
    select array_agg(distinct user_id) into moved from old_rows;
  end if;
  if moved is not null then perform refresh_user_principals(moved); end if;
  return null;
end $$;
create trigger org_members_added after insert on org_members referencing new table as new_rows
  for each statement execute function org_members_changed();
create trigger org_members_removed after delete on org_members referencing old table as old_rows
  for each statement execute function org_members_changed();

create table org_drafts (
  id boolean primary key default true check (id),
  version integer not null default 1,
  started_at timestamptz not null default now(),
  started_by uuid not null references users (id),
  changed_at timestamptz not null default now(),
  changed_by uuid not null references users (id),
  restores integer
);
comment on table org_drafts is 'The one draft of the org chart that all administrators share, while there is one; what differs stands in org_draft_elements and org_draft_members';
comment on column org_drafts.version is 'Goes up with every edit; an edit that has not seen the latest is refused';
comment on column org_drafts.restores is 'The published version it was made from, when it goes back to one';

create table org_draft_elements (
  element_id uuid primary key,
  draft boolean not null default true references org_drafts (id) on delete cascade,
  kind text not null check (kind in ('department', 'position', 'employee_group')),
  name text not null check (length(name) <= 200),
  parent_id uuid,
  lead_id uuid,
  lead_kind text not null default 'employee' check (lead_kind = 'employee'),
  sort integer not null default 0,
  removed boolean not null default false,
  changed_at timestamptz not null default now(),
  changed_by uuid not null references users (id),
  foreign key (lead_id, lead_kind) references users (id, kind)
);
comment on table org_draft_elements is 'Elements as the draft has them, only those that differ from the published chart. Anything may stand here on the way: a name left empty, a circle; checking names it';
comment on column org_draft_elements.element_id is 'A published element, or one to be made: then it has no principal yet, so nothing can name it';

create table org_draft_members (
  element_id uuid not null,
  user_id uuid not null,
  user_kind text not null default 'employee' check (user_kind = 'employee'),
  draft boolean not null default true references org_drafts (id) on delete cascade,
  is_member boolean not null,
  changed_at timestamptz not null default now(),
  changed_by uuid not null references users (id),
  primary key (element_id, user_id),
  foreign key (user_id, user_kind) references users (id, kind)
);
comment on table org_draft_members is 'Who joins or leaves a department or employee group with the draft';
create index org_draft_members_user on org_draft_members (user_id);

create view org_draft_chart as
  select e.id, e.kind,
    case when d.element_id is null then e.name else d.name end as name,
    case when d.element_id is null then e.parent_id else d.parent_id end as parent_id,
    case when d.element_id is null then e.lead_id else d.lead_id end as lead_id,
    case when d.element_id is null then e.sort else d.sort end as sort,
    case when d.element_id is null then 'same' else 'changed' end as state,
    d.changed_by, d.changed_at
  from org_elements e left join org_draft_elements d on d.element_id = e.id
  where e.deleted_at is null and d.removed is distinct from true
  union all
  select d.element_id, d.kind, d.name, d.parent_id, d.lead_id, d.sort, 'new', d.changed_by, d.changed_at
  from org_draft_elements d
  where not d.removed and not exists (select from org_elements e where e.id = d.element_id and e.deleted_at is null);
comment on view org_draft_chart is 'The org chart as it would be after publishing the draft';

create view org_draft_people as
  select m.element_id, m.user_id from org_members m
  where not exists (select from org_draft_members d where d.element_id = m.element_id and d.user_id = m.user_id and not d.is_member)
    and not exists (select from org_draft_elements r where r.element_id = m.element_id and r.removed)
  union
  select d.element_id, d.user_id from org_draft_members d
  where d.is_member and not exists (select from org_draft_elements r where r.element_id = d.element_id and r.removed);
comment on view org_draft_people is 'The people of departments and employee groups as they would be after publishing the draft';

create table org_chart_versions (
  number integer primary key check (number > 0),
  published_at timestamptz not null default now(),
  published_by uuid not null references users (id),
  note text not null default '' check (length(note) <= 500),
  restores integer references org_chart_versions (number)
);
comment on table org_chart_versions is 'Each publishing of the org chart';

create table org_chart_changes (
  version integer not null references org_chart_versions (number),
  element_id uuid not null references org_elements (id),
  before jsonb,
  after jsonb,
  joined uuid[] not null default '{}',
  "left" uuid[] not null default '{}',
  primary key (version, element_id),
  check (before is not null or after is not null)
);
comment on table org_chart_changes is 'What a publishing changed, element by element. An earlier chart is the present one with the later changes taken back, so no chart is kept whole';
comment on column org_chart_changes.before is '{kind, name, parent, lead, sort}; null: it was not in the chart. "after" is the same for the chart that was published';
create index org_chart_changes_element on org_chart_changes (element_id, version);

create view user_positions as
  select held.user_id, e.id as element_id, e.kind, e.name, held.is_lead,
    row_number() over (partition by held.user_id
      order by u.displayed_position_id is distinct from e.id, not held.is_lead, e.kind <> 'position', e.name, e.id) = 1 as is_displayed
  from (
    select lead_id as user_id, id as element_id, true as is_lead from org_elements where lead_id is not null
    union all
    select user_id, element_id, false from org_members
  ) held
  join org_elements e on e.id = held.element_id
  join users u on u.id = held.user_id;
comment on view user_positions is 'Every place a user has in the org chart; exactly one of them is displayed: the chosen one, else a lead, a position, by name';

-- Whichever way a person is deleted, her positions fall vacant in the same transaction (checklist G72); a lock keeps them.
create function vacate_positions() returns trigger language plpgsql as $$
begin
  update org_elements set lead_id = null, version = version + 1 where lead_id = new.id;
  delete from org_members where user_id = new.id;
  update org_draft_elements set lead_id = null where lead_id = new.id;
  delete from org_draft_members where user_id = new.id;
  return null;
end $$;
create trigger users_positions_vacated after update of deleted_at on users for each row
  when (old.deleted_at is null and new.deleted_at is not null and new.kind = 'employee') execute function vacate_positions();

-- The one answer to "whose superior?": the nearest lead above who can sign in, herself left out. Of two equally near, the
-- one above the displayed position; then the one whose element was made first. Replaces the function of migration 0006.
create or replace function superior_of(person uuid) returns uuid language sql stable as $$
  with recursive above (element_id, distance, displayed) as (
    select element_id, 0, is_displayed from user_positions where user_id = person
    union
    select e.parent_id, a.distance + 1, a.displayed from above a join org_elements e on e.id = a.element_id
    where e.parent_id is not null and a.distance < 100
  )
  select u.id from above a join org_elements e on e.id = a.element_id join users u on u.id = e.lead_id
  where u.id <> person and u.status = 'active' and u.deleted_at is null
  order by a.distance, a.displayed desc, e.id limit 1
$$;
comment on function superior_of(uuid) is 'The head or holder nearest above a user who can sign in, herself left out; null when nobody is above';
