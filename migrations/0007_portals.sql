-- Portals, their pages and what published pages expose.

create table portals (
  id uuid primary key,
  workspace_id uuid not null unique references workspaces (id),
  group_id uuid not null,
  state text not null default 'inactive' check (state in ('inactive', 'active', 'disabled')),
  audience text not null default 'external' check (audience = 'external'),
  name text not null check (length(btrim(name)) between 1 and 120),
  branding jsonb not null default '{}',
  home_page_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  activated_at timestamptz,
  version integer not null default 1,
  foreign key (group_id, audience) references groups (id, audience),
  check (state <> 'active' or activated_at is not null)
);
comment on table portals is 'A workspace''s site for external users. disabled keeps the pages';
create index portals_group on portals (group_id);
comment on column portals.group_id is 'The group of this portal''s users: accepting an invitation joins it, and what published pages expose is granted to it';
alter table invitations add foreign key (portal_id) references portals (id);

create table pages (
  id uuid primary key,
  portal_id uuid not null references portals (id),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  sort integer not null default 0,
  draft jsonb not null default '{"widgets":[]}',
  draft_version integer not null default 1,
  current_version_id uuid,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (id, portal_id)
);
create unique index pages_code on pages (portal_id, code) where deleted_at is null;
create index pages_navigation on pages (portal_id, sort) where deleted_at is null;
comment on table pages is 'Pages of a portal: the draft and which version outsiders see';
alter table portals add foreign key (home_page_id, id) references pages (id, portal_id) deferrable initially deferred;

create table page_versions (
  id uuid primary key,
  page_id uuid not null references pages (id),
  number integer not null check (number > 0),
  content jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid references users (id),
  unique (page_id, number),
  unique (id, page_id)
);
comment on table page_versions is 'Published states of a page, never changed. Grants of its widgets name it';
alter table pages add foreign key (current_version_id, id) references page_versions (id, page_id);
create unique index pages_current_version on pages (current_version_id) where current_version_id is not null;
alter table grants add foreign key (page_version_id) references page_versions (id);

alter table grants add column fields text[];
comment on column grants.fields is 'Of an app exposed by a page: the fields that were there when it was published. Later ones stay unseen until the page is published again; null: every field';
alter table grants add constraint grants_fields_of_app check (fields is null or resource_kind = 'app');

-- What a page gave counts only while that very version is the published one, the page is there and its portal is open:
-- an inactive portal gives nothing, whichever way it is asked, and gives it again when it is activated.
create or replace view actor_grants as
  select p.user_id as actor_id, g.id as grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to, g.fields
  from grants g join actor_principals p on p.principal_id = g.principal_id
  where g.revoked_at is null and (g.expires_at is null or g.expires_at > now())
    and (g.page_version_id is null or exists (
      select from pages join portals on portals.id = pages.portal_id
      where pages.current_version_id = g.page_version_id and pages.deleted_at is null and portals.state = 'active'));
comment on view actor_grants is 'Every live grant that reaches a user, through whichever principal';
