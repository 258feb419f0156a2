-- Portals, their pages and what published pages expose.

create table portals (
  id uuid primary key,
  workspace_id uuid not null unique references workspaces (id),
  group_id uuid not null references groups (id),
  state text not null default 'inactive' check (state in ('inactive', 'active', 'disabled')),
  name text not null check (length(btrim(name)) between 1 and 120),
  branding jsonb not null default '{}',
  home_page_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  activated_at timestamptz,
  version integer not null default 1,
  check (state <> 'active' or activated_at is not null)
);
comment on table portals is 'A workspace''s site for external users. disabled keeps the pages';
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
  unique (portal_id, code),
  unique (id, portal_id)
);
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
alter table grants add foreign key (page_version_id) references page_versions (id);
