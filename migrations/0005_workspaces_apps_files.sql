-- Workspaces, apps with their fields, files. Items live in app_data, one table per app.

create table workspaces (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  description text not null default '' check (length(description) <= 1000),
  icon text not null default 'folder',
  sort integer not null default 0,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  deleted_at timestamptz,
  version integer not null default 1
);
comment on table workspaces is 'Top sections that hold apps, pages and at most one portal';
create unique index workspaces_name on workspaces (lower(name)) where deleted_at is null;
alter table groups add foreign key (workspace_id) references workspaces (id);

create table apps (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  item_name text not null default 'Item' check (length(btrim(item_name)) between 1 and 60),
  description text not null default '' check (length(description) <= 1000),
  icon text not null default 'table',
  table_name text unique check (table_name ~ '^[a-z][a-z0-9_]{0,62}$'),
  title_field text,
  mode text not null default 'open' check (mode in ('open', 'app')),
  sort integer not null default 0,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  draft_fields jsonb,
  published_at timestamptz,
  shape_version integer not null default 0 check (shape_version >= 0),
  deleted_at timestamptz,
  version integer not null default 1,
  unique (workspace_id, code),
  check ((published_at is null) = (shape_version = 0)),
  check (published_at is null or table_name is not null)
);
comment on table apps is 'Kinds of record. Publishing makes or alters the table app_data.<table_name>';
comment on column apps.mode is 'open: every employee may do everything with its items; app: the grants of the app decide';
comment on column apps.draft_fields is 'The fields as drawn, as in the contract; null when nothing is drawn that is not published';
comment on column apps.shape_version is 'Counts what changes the statements on the items: publishing and the title field. Who remembers fields compares it in the statement that uses them';
alter table groups add foreign key (app_id) references apps (id);

create table fields (
  id uuid primary key,
  app_id uuid not null references apps (id),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  type text not null check (type in ('string', 'text', 'number', 'yes_no', 'date', 'category', 'status', 'user', 'file')),
  required boolean not null default false,
  settings jsonb not null default '{}',
  sort integer not null default 0,
  published_at timestamptz not null default now(),
  removed_at timestamptz
);
comment on table fields is 'Named, typed properties of an app''s items as published; column f_<code> of its table';
create unique index fields_code on fields (app_id, code) where removed_at is null;
comment on column fields.settings is 'category: {options:[{code,name,color}]}; status: {options:[{code,name,color,final}], initial}; number: {decimals}';

create table item_changes (
  id uuid primary key,
  app_id uuid not null references apps (id),
  item_id uuid not null,
  at timestamptz not null default now(),
  by_user_id uuid references users (id),
  by_process_id uuid,
  kind text not null check (kind in ('created', 'edited', 'deleted', 'restored')),
  version integer not null default 1,
  changes jsonb not null default '{}'
);
comment on table item_changes is 'History of items: {field: {from, to}} for each change';
comment on column item_changes.version is 'Version of the item that this change made';
create index item_changes_item on item_changes (app_id, item_id, version desc);

create table files (
  id uuid primary key,
  name text not null check (length(name) between 1 and 300),
  size bigint not null check (size >= 0),
  media_type text not null,
  sha256 bytea not null,
  storage_key text not null unique,
  uploaded_by uuid not null references users (id),
  uploaded_at timestamptz not null default now(),
  app_id uuid references apps (id),
  item_id uuid,
  field_code text,
  attached_at timestamptz,
  deleted_at timestamptz,
  check ((app_id is null) = (item_id is null))
);
comment on table files is 'Uploaded content. Bytes are on disk and fsynced before the row commits; a file follows the item it is attached to, before that it is its uploader''s alone';
create index files_item on files (app_id, item_id) where app_id is not null;
create index files_loose on files (uploaded_by, uploaded_at) where app_id is null;
create index files_deleted on files (deleted_at) where deleted_at is not null;
