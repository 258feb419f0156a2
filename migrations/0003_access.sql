-- Grants: who was given what. Read by access through the view actor_grants.

create table grants (
  id uuid primary key,
  principal_id uuid not null,
  audience text not null,
  resource_kind text not null check (resource_kind in ('workspace', 'app', 'item', 'portal', 'process', 'file')),
  resource_id uuid not null,
  app_id uuid,
  rights text[] not null,
  narrowed_to text not null default 'all' check (narrowed_to in ('all', 'author', 'organization')),
  granted_by uuid references users (id),
  page_version_id uuid,
  granted_at timestamptz not null default now(),
  expires_at timestamptz,
  reason text not null default '' check (length(reason) <= 1000),
  revoked_at timestamptz,
  revoked_by uuid references users (id),
  foreign key (principal_id, audience) references principals (id, audience),
  check (cardinality(rights) > 0),
  check (rights <@ array['view', 'create', 'edit', 'delete', 'assign', 'manage_processes', 'export', 'import', 'full', 'start']),
  constraint grants_external_wall check (audience = 'employees' or rights <@ array['view', 'create', 'edit', 'delete', 'export', 'start']),
  check ((resource_kind = 'item') = (app_id is not null)),
  check (narrowed_to = 'all' or resource_kind = 'app'),
  check ((revoked_at is null) or (revoked_at >= granted_at))
);
comment on table grants is 'Rights given to a principal on a resource; kept after they end, so that past decisions can be recomputed';
comment on column grants.narrowed_to is 'all: every item of the app; author: items the person wrote; organization: items written in the person''s organization';
comment on column grants.page_version_id is 'The published portal page whose widget exposes this; such grants come and go with publishing';
comment on column grants.rights is 'start is the right to start a process; the others are the nine rights of an app';
comment on constraint grants_external_wall on grants is 'The external wall: outsiders never hold assign, manage_processes, import, full';
create index grants_live on grants (resource_kind, resource_id, principal_id) where revoked_at is null;
create index grants_principal on grants (principal_id) where revoked_at is null;
create index grants_page on grants (page_version_id) where page_version_id is not null and revoked_at is null;

create view actor_grants as
  select p.user_id as actor_id, g.id as grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to
  from grants g join actor_principals p on p.principal_id = g.principal_id
  where g.revoked_at is null and (g.expires_at is null or g.expires_at > now());
comment on view actor_grants is 'Every live grant that reaches a user, through whichever principal';

create table visibility (
  resource_kind text not null check (resource_kind in ('workspace', 'app')),
  resource_id uuid not null,
  principal_id uuid not null,
  audience text not null default 'employees' check (audience = 'employees'),
  primary key (resource_kind, resource_id, principal_id),
  foreign key (principal_id, audience) references principals (id, audience)
);
comment on table visibility is 'Which groups of employees see a workspace or an app in menus and by its address. Says nothing about data';

create table item_access (
  app_id uuid not null,
  item_id uuid not null,
  principal_id uuid not null references principals (id),
  via text not null check (via in ('author')),
  primary key (app_id, principal_id, via, item_id)
);
comment on table item_access is 'Who stands in which item, one indexed row each, written in the transaction that writes the item, so that a list is a semi-join over one index and never a function call per row';
create index item_access_item on item_access (app_id, item_id);
