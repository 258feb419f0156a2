-- Four modes of an app, folders, rights that follow a field, and rights that pass to the heads of whoever has them.

alter table apps drop constraint apps_mode_check;
alter table apps add constraint apps_mode_check check (mode in ('open', 'app', 'folders', 'items'));
comment on column apps.mode is 'open: every employee may do everything with its items; app: the rows of the app decide; folders: those of the item''s folder; items: those of the app and of single items';
alter table apps add column heads_inherit boolean not null default true;
comment on column apps.heads_inherit is 'Whether the rights of a person in this app are also those of every head above that person in the org chart';
alter table apps add column names_whom_to_ask boolean not null default true;
comment on column apps.names_whom_to_ask is 'Whether somebody who is refused is told who could give the right';

-- Rows of the table of rights.
alter table grants drop constraint grants_resource_kind_check;
alter table grants add constraint grants_resource_kind_check
  check (resource_kind in ('workspace', 'app', 'folder', 'item', 'portal', 'process', 'file'));
alter table grants drop constraint grants_check;
alter table grants add constraint grants_within_app check ((resource_kind in ('folder', 'item')) = (app_id is not null));
alter table grants drop constraint grants_narrowed_to_check;
alter table grants add constraint grants_narrowed_to_check check (narrowed_to in ('all', 'author', 'organization', 'field'));
comment on column grants.narrowed_to is 'all: every item of the app; author: items the person wrote; organization: items written in the person''s organization; field: items whose field holds the person or a role of theirs';
alter table grants add column narrowed_field text;
alter table grants add constraint grants_narrowed_field
  check ((narrowed_to = 'field') = (narrowed_field is not null) and narrowed_field ~ '^[a-z][a-z0-9_]{0,39}$');
alter table grants add constraint grants_field_for_everybody check (narrowed_to <> 'field'
  or principal_id in ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000003'));
comment on column grants.narrowed_field is 'Code of the field; its value says who, so such a row is given to All users or to External users as a whole';
-- Nobody is given one item, one folder or "what one wrote" to create, to import or to export.
alter table grants add constraint grants_fit_item
  check (resource_kind <> 'item' or not rights && '{create,import,export}');
alter table grants add constraint grants_fit_folder
  check (resource_kind <> 'folder' or not rights && '{import,export}');
create index grants_within_app on grants (principal_id, app_id, resource_kind) where revoked_at is null and app_id is not null;

create or replace view live_grants as
  select g.id as grant_id, g.principal_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to, g.fields,
    g.id::text || '.' || g.xmin::text as mark, g.narrowed_field
  from grants g where g.revoked_at is null and (g.expires_at is null or g.expires_at > now())
    and (g.page_version_id is null or exists (select from pages join portals on portals.id = pages.portal_id
      where pages.current_version_id = g.page_version_id and pages.deleted_at is null and portals.state = 'active'));
create or replace view actor_grants as
  select p.user_id as actor_id, g.grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to, g.fields, g.mark, g.narrowed_field
  from live_grants g join actor_principals p on p.principal_id = g.principal_id;

-- Whom items name in their fields stands beside who wrote them.
alter table item_access drop constraint item_access_via_check;
alter table item_access add constraint item_access_via_check check (via = 'author' or via ~ '^field:[a-z][a-z0-9_]{0,39}$');
comment on column item_access.via is 'author, or field:<code> of a field that holds a person';
do $$
declare field record;
begin
  for field in select a.id, a.table_name, f.code from apps a join fields f on f.app_id = a.id
    where f.type = 'user' and f.removed_at is null and a.table_name is not null
  loop
    execute format('insert into item_access (app_id, item_id, principal_id, via) select app_id, id, %1$I, %2$L from app_data.%3$I
      where %1$I is not null', 'f_' || field.code, 'field:' || field.code, field.table_name);
  end loop;
end $$;

-- Folders. Every app that has some has a root, whose id is that of the app and whose rows are those of the app.
create table folders (
  id uuid primary key,
  app_id uuid not null references apps (id),
  parent_id uuid,
  name text not null check (length(btrim(name)) between 1 and 200),
  sort integer not null default 0,
  inherits boolean not null default true,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  deleted_at timestamptz,
  version integer not null default 1,
  unique (id, app_id),
  foreign key (parent_id, app_id) references folders (id, app_id),
  constraint folders_one_root check ((parent_id is null) = (id = app_id)),
  constraint folders_root_stays check (id <> app_id or (inherits and deleted_at is null))
);
comment on table folders is 'Folders of an app: a tree below one root, which has the id of the app';
comment on column folders.inherits is 'Whether the rows of the folder above count here too, and with them those above it that it inherits';
create unique index folders_name on folders (parent_id, lower(normalize(btrim(name), NFKC))) where deleted_at is null;
create index folders_tree on folders (parent_id, sort, name) where deleted_at is null;
create index folders_closed on folders (app_id) where not inherits;

create table folder_reach (
  from_id uuid not null references folders (id),
  folder_id uuid not null references folders (id),
  primary key (from_id, folder_id)
);
create index folder_reach_folder on folder_reach (folder_id);
comment on table folder_reach is 'Closure: from which folders the rows count in a folder, itself included; kept by a trigger and written by nothing else';

create table item_folders (
  app_id uuid not null,
  item_id uuid not null,
  folder_id uuid not null,
  primary key (app_id, item_id),
  foreign key (folder_id, app_id) references folders (id, app_id)
);
create index item_folders_folder on item_folders (folder_id, item_id);
comment on table item_folders is 'In which folder an item lies. Every item of an app with folders has a row, those in none that of the root';

create function folders_moved() returns trigger language plpgsql set plan_cache_mode to 'force_custom_plan' as $$
declare changed uuid[]; cycle text;
begin
  if tg_op = 'INSERT' then
    changed := array(select id from new_rows);
  else
    changed := array(select n.id from old_rows o join new_rows n using (id)
      where (o.parent_id, o.inherits) is distinct from (n.parent_id, n.inherits));
  end if;
  if cardinality(changed) = 0 then return null; end if;
  -- One change of a tree at a time: two moves that are fine each could close a circle together.
  perform pg_advisory_xact_lock(7208, hashtext(app_id::text)) from (select distinct app_id from new_rows order by 1) trees;
  with recursive above (start, id, depth) as (
    select id, parent_id, 1 from folders where id = any (changed) and parent_id is not null
    union all
    select a.start, f.parent_id, a.depth + 1 from above a join folders f on f.id = a.id
      where f.parent_id is not null and a.id <> a.start and a.depth < 30
  )
  select f.name into cycle from above a join folders f on f.id = a.start where a.id = a.start or a.depth >= 30 limit 1;
  if cycle is not null then
    raise exception 'Folder "%" would lie within itself, or more than 30 deep', cycle using errcode = 'check_violation', constraint = 'folders_are_a_tree';
  end if;
  with recursive below (id) as (
    select unnest(changed)
    union
    select f.id from folders f join below b on f.parent_id = b.id
  ), chain (folder_id, from_id) as (
    select id, id from below
    union all
    select c.folder_id, f.parent_id from chain c join folders f on f.id = c.from_id where f.inherits and f.parent_id is not null
  ), gone as (
    delete from folder_reach r where r.folder_id in (select id from below)
      and not exists (select from chain c where c.folder_id = r.folder_id and c.from_id = r.from_id)
  )
  insert into folder_reach (from_id, folder_id) select from_id, folder_id from chain on conflict do nothing;
  return null;
end $$;
create trigger folders_made after insert on folders referencing new table as new_rows
  for each statement execute function folders_moved();
create trigger folders_moved after update on folders referencing old table as old_rows new table as new_rows
  for each statement execute function folders_moved();

create function begin_folders(app uuid) returns void language plpgsql as $$
declare the_app record;
begin
  select table_name, name, published_at into the_app from apps where id = app for update;
  insert into folders (id, app_id, name) values (app, app, the_app.name) on conflict do nothing;
  if not found then return; end if;
  if the_app.published_at is not null then
    execute format('insert into item_folders (app_id, item_id, folder_id) select app_id, id, app_id from app_data.%I', the_app.table_name);
    update apps set shape_version = shape_version + 1 where id = app;
  end if;
end $$;
comment on function begin_folders(uuid) is 'Gives an app its root folder, with all its items in it, if it has none';

-- Heads. What somebody below counts as, for each element of the chart; whoever leads the element is their head.
create table element_principals (
  element_id uuid not null,
  principal_id uuid not null,
  primary key (element_id, principal_id)
);
create index element_principals_principal on element_principals (principal_id);
comment on table element_principals is 'Closure: everything that anybody in this element of the org chart, or in one below it, counts as; kept by triggers on user_principals and written by nothing else';

-- The changes of one group's members wait for each other here: each looks whether another member is left, and two who
-- go at once would each see the other. Few keys for many groups, because a lock takes room that all share.
create function lock_groups_of_elements(principals uuid[]) returns void language sql as $$
  select pg_advisory_xact_lock(7207, key) from (
    select distinct hashtext(id::text) & 255 as key from groups where id = any (principals) order by 1) keys
$$;

create function element_principals_gained() returns trigger language plpgsql set plan_cache_mode to 'force_custom_plan' as $$
begin
  if not exists (select from org_elements) then return null; end if;
  perform lock_groups_of_elements(array(select distinct c.principal_id from changed_rows c
    where exists (select from user_principals p join org_elements e on e.id = p.principal_id where p.user_id = c.user_id)));
  insert into element_principals
    select e.id, c.principal_id from changed_rows c join user_principals p on p.user_id = c.user_id join org_elements e on e.id = p.principal_id
    union
    select e.id, p.principal_id from changed_rows c join org_elements e on e.id = c.principal_id join user_principals p on p.user_id = c.user_id
    on conflict do nothing;
  return null;
end $$;

create function element_principals_lost() returns trigger language plpgsql set plan_cache_mode to 'force_custom_plan' as $$
begin
  if not exists (select from org_elements) then return null; end if;
  perform lock_groups_of_elements(array(select distinct principal_id from changed_rows));
  with had as (
    select user_id, principal_id, true as is_gone from changed_rows
    union all
    select p.user_id, p.principal_id, false from user_principals p where p.user_id in (select user_id from changed_rows)
  ), touched as (
    select distinct e.id as element_id, p.principal_id
    from had h join org_elements e on e.id = h.principal_id join had p on p.user_id = h.user_id and (p.is_gone or h.is_gone)
  )
  delete from element_principals o using touched t where o.element_id = t.element_id and o.principal_id = t.principal_id
    -- From the smaller side: the root of a chart holds everybody, and most groups hold few.
    and not case when (select count(*) from (select from user_principals where principal_id = t.principal_id limit 300) first) < 300
      then exists (select from (select user_id from user_principals where principal_id = t.principal_id offset 0) a
        where exists (select from user_principals b where b.user_id = a.user_id and b.principal_id = t.element_id))
      else exists (select from (select user_id from user_principals where principal_id = t.element_id offset 0) a
        where exists (select from user_principals b where b.user_id = a.user_id and b.principal_id = t.principal_id)) end;
  return null;
end $$;
create trigger user_principals_below_gained after insert on user_principals referencing new table as changed_rows
  for each statement execute function element_principals_gained();
create trigger user_principals_below_lost after delete on user_principals referencing old table as changed_rows
  for each statement execute function element_principals_lost();
insert into element_principals
  select distinct e.id, p.principal_id from org_elements e join user_principals m on m.principal_id = e.id
    join user_principals p on p.user_id = m.user_id;

-- Administration and what goes with a licence pass to nobody.
create function passes_on(principal uuid) returns boolean language sql immutable parallel safe
return principal not in ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000004',
  '00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-000000000006');
comment on function passes_on(uuid) is 'Whether what this principal is given is also their head''s, or lent while they are away: not Administrators, Privileged users or the groups of solutions';

create view head_principals as
  select e.lead_id as user_id, p.principal_id from org_elements e join element_principals p on p.element_id = e.id
  where e.lead_id is not null and passes_on(p.principal_id);
comment on view head_principals is 'Whom the people below a head count as, the head''s own places included';

create view head_grants as
  select h.user_id as actor_id, g.grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to
  from head_principals h join live_grants g on g.principal_id = h.principal_id
    join apps a on a.id = coalesce(g.app_id, g.resource_id) and a.heads_inherit
  where g.resource_kind in ('app', 'folder', 'item');
comment on view head_grants is 'Live grants on apps, folders and items that reach somebody below a head, where the app lets them pass up';

create view substituted_head_principals as
  select s.substitute_id as actor_id, s.id as substitution_id, h.principal_id
  from all_access_substitutions s join head_principals h on h.user_id = s.absent_id;
comment on view substituted_head_principals is 'Whom the people below an absent head count as, for whoever has the head''s data rights';

create or replace view substituted_grants as
  select p.actor_id, p.substitution_id, p.absent_id, g.grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to
  from substituted_principals p join live_grants g on g.principal_id = p.principal_id
  union all
  select s.substitute_id, s.id, s.absent_id, g.grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to
  from all_access_substitutions s join head_grants g on g.actor_id = s.absent_id;
comment on view substituted_grants is 'Live grants that reach an absent person, or somebody below in the org chart, for whoever has her data rights';

-- What one holds on an app or a folder reaches the folders that inherit from there (a change of what migration 0038 says).
create or replace function gives_beyond(filled uuid, filling uuid) returns boolean language sql stable as $$
  with recursive around (id) as (
    select filled
    union select m.group_id from around a join group_members m on m.member_id = a.id
  ), place as (select workspace_id as id from groups where id = filled)
  select exists (select from around a join groups g on g.id = a.id where g.workspace_id is distinct from (select id from place))
    or exists (select from company c join around a on a.id = c.auditors_id)
    or exists (select from visibility v join around a on a.id = v.principal_id
      where workspace_of(v.resource_kind, v.resource_id, null) is distinct from (select id from place))
    or exists (select from live_grants g join around a on a.id = g.principal_id
      where g.resource_kind = 'workspace'
        or not exists (select from apps where mode = 'open' and g.resource_kind in ('app', 'item') and id in (g.resource_id, g.app_id))
        and not exists (select from actor_grants h where h.actor_id = filling and h.narrowed_to in ('all', g.narrowed_to)
          and (h.resource_kind = g.resource_kind and h.resource_id = g.resource_id
            or g.resource_kind = 'item' and h.resource_kind = 'app' and h.resource_id = g.app_id
            or g.resource_kind = 'folder' and h.resource_kind in ('app', 'folder')
              and exists (select from folder_reach r where r.from_id = h.resource_id and r.folder_id = g.resource_id))
          and (h.rights @> g.rights or h.resource_kind in ('app', 'folder', 'item') and 'full' = any (h.rights))))
$$;
