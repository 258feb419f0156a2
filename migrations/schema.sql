-- Made by "npm run schema" from the migrations: what they add up to, to be read. It is not run.

create extension pg_trgm;

create schema app_data;
comment on schema app_data is 'One table per app, made and altered by publishing the app';

create table api_token_uses (
  token_id uuid not null,
  minute timestamp with time zone not null,
  requests integer not null,
  constraint api_token_uses_pkey PRIMARY KEY (token_id),
  constraint api_token_uses_token_id_fkey FOREIGN KEY (token_id) REFERENCES api_tokens(id) ON DELETE CASCADE
);
comment on table api_token_uses is 'Requests of each token in its latest minute, counted by all processes together. Lost in a crash, which gives away a minute';

create table api_tokens (
  id uuid not null,
  name text not null,
  may_write boolean not null,
  administers boolean not null,
  workspaces uuid[],
  created_by uuid not null,
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_check CHECK (((NOT administers) OR (workspaces IS NULL))),
  constraint api_tokens_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint api_tokens_id_fkey FOREIGN KEY (id) REFERENCES sessions(id) ON DELETE CASCADE,
  constraint api_tokens_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 100))),
  constraint api_tokens_workspaces_check CHECK (((cardinality(workspaces) >= 1) AND (cardinality(workspaces) <= 50)))
);
CREATE TRIGGER api_tokens_fixed BEFORE UPDATE ON public.api_tokens FOR EACH ROW EXECUTE FUNCTION refuse_token_change();
CREATE TRIGGER api_tokens_need_seat BEFORE INSERT ON public.api_tokens FOR EACH ROW EXECUTE FUNCTION refuse_token_without_seat();
comment on table api_tokens is 'What a token may at most; the rights of its person come on top. Never changed: a token for something else is another token';
comment on column api_tokens.administers is 'Whether the administration rights of its person count too; never those of the System supervisor';
comment on column api_tokens.workspaces is 'Only what belongs to these workspaces; null: everywhere';

create table apps (
  id uuid not null,
  workspace_id uuid not null,
  code text not null,
  name text not null,
  item_name text default 'Item'::text not null,
  description text default ''::text not null,
  icon text default 'table'::text not null,
  table_name text,
  title_field text,
  mode text default 'open'::text not null,
  sort integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  draft_fields jsonb,
  published_at timestamp with time zone,
  shape_version integer default 0 not null,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  reads_audited boolean default false not null,
  heads_inherit boolean default true not null,
  names_whom_to_ask boolean default true not null,
  constraint apps_pkey PRIMARY KEY (id),
  constraint apps_check CHECK (((published_at IS NULL) = (shape_version = 0))),
  constraint apps_check1 CHECK (((published_at IS NULL) OR (table_name IS NOT NULL))),
  constraint apps_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint apps_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint apps_description_check CHECK ((length(description) <= 1000)),
  constraint apps_id_workspace_id_key UNIQUE (id, workspace_id),
  constraint apps_item_name_check CHECK (((length(btrim(item_name)) >= 1) AND (length(btrim(item_name)) <= 60))),
  constraint apps_mode_check CHECK ((mode = ANY (ARRAY['open'::text, 'app'::text, 'folders'::text, 'items'::text]))),
  constraint apps_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint apps_shape_version_check CHECK ((shape_version >= 0)),
  constraint apps_table_name_check CHECK ((table_name ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint apps_table_name_key UNIQUE (table_name),
  constraint apps_workspace_id_code_key UNIQUE (workspace_id, code),
  constraint apps_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
comment on table apps is 'Kinds of record. Publishing makes or alters the table app_data.<table_name>';
comment on column apps.mode is 'open: every employee may do everything with its items; app: the rows of the app decide; folders: those of the item''s folder; items: those of the app and of single items';
comment on column apps.draft_fields is 'The fields as drawn, as in the contract; null when nothing is drawn that is not published';
comment on column apps.shape_version is 'Counts what changes the statements on the items: publishing and the title field. Who remembers fields compares it in the statement that uses them';
comment on column apps.reads_audited is 'Whether it is written into the audit who reads its items and their files';
comment on column apps.heads_inherit is 'Whether the rights of a person in this app are also those of every head above that person in the org chart';
comment on column apps.names_whom_to_ask is 'Whether somebody who is refused is told who could give the right';

create table audit_archives (
  id uuid not null,
  first_seal bigint not null,
  last_seal bigint not null,
  events integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  storage_key text not null,
  size bigint not null,
  sha256 bytea not null,
  made_at timestamp with time zone default now() not null,
  constraint audit_archives_pkey PRIMARY KEY (id),
  constraint audit_archives_check CHECK ((first_seal <= last_seal)),
  constraint audit_archives_events_check CHECK ((events > 0)),
  constraint audit_archives_first_seal_fkey FOREIGN KEY (first_seal) REFERENCES audit_seals(number),
  constraint audit_archives_first_seal_key UNIQUE (first_seal),
  constraint audit_archives_last_seal_fkey FOREIGN KEY (last_seal) REFERENCES audit_seals(number),
  constraint audit_archives_last_seal_key UNIQUE (last_seal),
  constraint audit_archives_storage_key_key UNIQUE (storage_key)
);
CREATE TRIGGER audit_archives_append_only BEFORE DELETE OR UPDATE ON public.audit_archives FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_archives_whole BEFORE TRUNCATE ON public.audit_archives FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
comment on table audit_archives is 'Files that old rows of the audit were moved into, with their seals, before they were taken out of the table';

create table audit_checks (
  id uuid not null,
  at timestamp with time zone default now() not null,
  seals bigint not null,
  events bigint not null,
  finding jsonb,
  constraint audit_checks_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_checks_time ON public.audit_checks USING btree (at DESC);
comment on table audit_checks is 'What the nightly check of the chain found; null: everything is as it was sealed';

create table audit_events (
  id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  actor_kind text not null,
  actor_id uuid,
  for_user_id uuid,
  operation text not null,
  outcome text not null,
  code text,
  resource_kind text,
  resource_id text,
  facts jsonb default '{}'::jsonb not null,
  request_id text,
  address text,
  turn bigint default audit_turn() not null,
  constraint audit_events_pkey PRIMARY KEY (id),
  constraint audit_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'system'::text, 'process'::text, 'anonymous'::text]))),
  constraint audit_events_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
);
CREATE INDEX audit_events_actor ON public.audit_events USING btree (actor_id, operation, at DESC);
CREATE INDEX audit_events_resource ON public.audit_events USING btree (resource_kind, resource_id, at DESC);
CREATE INDEX audit_events_time ON public.audit_events USING btree (at DESC, id DESC);
CREATE INDEX audit_events_turn ON public.audit_events USING brin (turn) WITH (pages_per_range='32', autosummarize='on');
CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_events_kept BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
comment on table audit_events is 'What was done and what was refused; written in the transaction of the deed. Append-only';
comment on column audit_events.actor_id is 'user: the user; process: the process instance';
comment on column audit_events.for_user_id is 'On whose behalf a process or the system acted';
comment on column audit_events.turn is 'Number of the transaction that wrote it: all rows below the oldest transaction still open are there for good, so they can be sealed in this order';

create table audit_exports (
  id uuid not null,
  made_by uuid not null,
  asked jsonb not null,
  format text not null,
  up_to timestamp with time zone default clock_timestamp() not null,
  made_at timestamp with time zone default now() not null,
  constraint audit_exports_pkey PRIMARY KEY (id),
  constraint audit_exports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'json'::text]))),
  constraint audit_exports_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id)
);
comment on table audit_exports is 'Exports somebody asked for: the deed is audited, and the download that follows within minutes gives exactly what was filtered then';

create table audit_seals (
  number bigint not null,
  before bigint generated always as (NULLIF((number - 1), 0)) stored,
  previous bytea not null,
  hash bytea not null,
  events integer not null,
  last_turn bigint not null,
  last_id uuid not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  root bytea not null,
  leaves bytea,
  sealed_at timestamp with time zone default clock_timestamp() not null,
  constraint audit_seals_pkey PRIMARY KEY (number),
  constraint audit_seals_before_previous_fkey FOREIGN KEY (before, previous) REFERENCES audit_seals(number, hash),
  constraint audit_seals_check CHECK ((length(leaves) = (48 * events))),
  constraint audit_seals_check1 CHECK (((number > 1) OR (previous = decode(repeat('00'::text, 32), 'hex'::text)))),
  constraint audit_seals_events_check CHECK ((events > 0)),
  constraint audit_seals_hash_check CHECK ((length(hash) = 32)),
  constraint audit_seals_last_turn_last_id_key UNIQUE (last_turn, last_id),
  constraint audit_seals_number_check CHECK ((number > 0)),
  constraint audit_seals_number_hash_key UNIQUE (number, hash),
  constraint audit_seals_previous_check CHECK ((length(previous) = 32)),
  constraint audit_seals_root_check CHECK ((length(root) = 32))
);
CREATE TRIGGER audit_seals_append_only BEFORE DELETE ON public.audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_seals_kept BEFORE UPDATE ON public.audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_seal_change();
CREATE TRIGGER audit_seals_whole BEFORE TRUNCATE ON public.audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
comment on table audit_seals is 'The chain over audit_events: each seal covers the rows after the one before it, in the order (turn, id), and names the hash of the one before. Heads are also written outside the database';
comment on column audit_seals.hash is 'SHA-256 over previous, number, events, last_turn, last_id and root';
comment on column audit_seals.root is 'SHA-256 of leaves';
comment on column audit_seals.leaves is 'For each row its id (16 bytes) and the SHA-256 of its text (32): they name the row that was altered. Null once the rows are archived';

create table batch_rows (
  batch_id uuid not null,
  position integer not null,
  user_id uuid,
  label text not null,
  cells text[],
  input jsonb,
  issues jsonb,
  state text default 'waiting'::text not null,
  code text,
  message text,
  constraint batch_rows_pkey PRIMARY KEY (batch_id, "position"),
  constraint batch_rows_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batches(id) ON DELETE CASCADE,
  constraint batch_rows_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'left_out'::text]))),
  constraint batch_rows_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX batch_rows_state ON public.batch_rows USING btree (batch_id, state, "position");
CREATE INDEX batch_rows_waiting ON public.batch_rows USING btree (batch_id, "position") WHERE (state = 'waiting'::text);
comment on table batch_rows is 'Results of a batch, row by row';
comment on column batch_rows.position is 'Order of work; of a file the number of the row as a spreadsheet counts it';
comment on column batch_rows.user_id is 'Whom it was done to; of an import, who was invited';
comment on column batch_rows.cells is 'A row of a file as it was read';
comment on column batch_rows.issues is 'What is wrong with it: [{field, message}]; such a row is left out';

create table batches (
  id uuid not null,
  deed text not null,
  state text not null,
  made_by uuid not null,
  session_id uuid not null,
  file_name text,
  storage_key text,
  encoding text,
  columns text[],
  mapping text[],
  defaults jsonb default '{}'::jsonb not null,
  total integer default 0 not null,
  sound integer default 0 not null,
  done integer default 0 not null,
  refused integer default 0 not null,
  code text,
  message text,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint batches_pkey PRIMARY KEY (id),
  constraint batches_check CHECK (((deed = 'invite'::text) = (file_name IS NOT NULL))),
  constraint batches_check1 CHECK (((state = ANY (ARRAY['stopped'::text, 'refused'::text])) = (message IS NOT NULL))),
  constraint batches_check2 CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text])) = (ended_at IS NOT NULL))),
  constraint batches_deed_check CHECK ((deed = ANY (ARRAY['lock'::text, 'unlock'::text, 'delete'::text, 'restore'::text, 'resend_invitation'::text, 'invite'::text]))),
  constraint batches_file_name_check CHECK ((length(file_name) <= 300)),
  constraint batches_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  constraint batches_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'checking'::text, 'ready'::text, 'running'::text, 'done'::text, 'stopped'::text, 'refused'::text])))
);
CREATE INDEX batches_list ON public.batches USING btree (created_at DESC, id DESC);
comment on table batches is 'One deed on many accounts. Each row is a transaction of its own under the rights of whoever started it, as they are at that moment. Swept 30 days after the last change';
comment on column batches.session_id is 'The session it was started or continued from; when that ends, the batch stops. Not a foreign key: sessions are not in a backup';
comment on column batches.columns is 'First row of the file: names of its columns';
comment on column batches.mapping is 'For each column of the file the field of a person it fills, or empty';
comment on column batches.defaults is 'What every invited person of the file gets: groups, language';
comment on column batches.sound is 'Rows of a file that have no issue';
comment on column batches.message is 'Why it was stopped, or why its file was refused, as a sentence';

create table calendar_exceptions (
  calendar_id uuid not null,
  day date not null,
  name text default ''::text not null,
  hours int4multirange default '{}'::int4multirange not null,
  constraint calendar_exceptions_pkey PRIMARY KEY (calendar_id, day),
  constraint calendar_exceptions_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendars(id),
  constraint calendar_exceptions_hours_check CHECK ((hours <@ '{[0,1440)}'::int4multirange)),
  constraint calendar_exceptions_name_check CHECK ((length(name) <= 120))
);
CREATE TRIGGER calendar_exceptions_past BEFORE INSERT OR DELETE OR UPDATE ON public.calendar_exceptions FOR EACH ROW EXECUTE FUNCTION refuse_past_exception();
comment on table calendar_exceptions is 'Days that differ from their week: holidays, with no hours, and days worked otherwise';

create table calendar_weekdays (
  calendar_id uuid not null,
  weekday integer not null,
  hours int4multirange default '{}'::int4multirange not null,
  constraint calendar_weekdays_pkey PRIMARY KEY (calendar_id, weekday),
  constraint calendar_weekdays_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendars(id),
  constraint calendar_weekdays_hours_check CHECK ((hours <@ '{[0,1440)}'::int4multirange)),
  constraint calendar_weekdays_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);
comment on table calendar_weekdays is 'Working hours of each day of the week, Monday is 1';
comment on column calendar_weekdays.hours is 'Minutes of the day by the clock on the wall; a multirange cannot overlap itself';

create table calendars (
  id uuid not null,
  name text not null,
  time_zone text,
  is_default boolean default false not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  constraint calendars_pkey PRIMARY KEY (id),
  constraint calendars_check CHECK (((NOT is_default) OR (deleted_at IS NULL))),
  constraint calendars_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint calendars_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120)))
);
CREATE UNIQUE INDEX calendars_default ON public.calendars USING btree (is_default) WHERE is_default;
CREATE UNIQUE INDEX calendars_name ON public.calendars USING btree (lower(name)) WHERE (deleted_at IS NULL);
comment on table calendars is 'Working hours of a week, with days that differ';
comment on column calendars.time_zone is 'null: the time zone of the company';

create table closure_changes (
  user_id uuid not null,
  principal_id uuid not null,
  step integer not null,
  constraint closure_changes_step_check CHECK ((step = ANY (ARRAY['-1'::integer, 1])))
);
comment on table closure_changes is 'What a change that is only tried has done to user_principals. Always empty for everybody else: its rows are never committed';

create table company (
  id boolean default true not null,
  name text not null,
  supervisor_id uuid not null,
  supervisor_kind text default 'employee'::text not null,
  supervisor_status text default 'active'::text not null,
  language text default 'en'::text not null,
  time_zone text default 'UTC'::text not null,
  set_up_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  absence_notice_days integer default 7 not null,
  audit_keep_months integer,
  auditors_id uuid,
  auditors_audience text default 'employees'::text not null,
  first_day_of_week smallint default 1 not null,
  date_format text default 'language'::text not null,
  time_format text default 'language'::text not null,
  number_format text default 'language'::text not null,
  phone_country text,
  links jsonb default '[]'::jsonb not null,
  settings_version integer default 1 not null,
  settings_changed_by uuid,
  settings_changed_at timestamp with time zone,
  audit_settings_version integer default 1 not null,
  upload_extensions text[],
  upload_version integer default 1 not null,
  audit_downloads boolean default true not null,
  constraint company_pkey PRIMARY KEY (id),
  constraint company_absence_notice_days_check CHECK (((absence_notice_days >= 0) AND (absence_notice_days <= 365))),
  constraint company_audit_keep_months_check CHECK (((audit_keep_months >= 3) AND (audit_keep_months <= 240))),
  constraint company_auditors_audience_check CHECK ((auditors_audience = 'employees'::text)),
  constraint company_auditors_id_auditors_audience_fkey FOREIGN KEY (auditors_id, auditors_audience) REFERENCES groups(id, audience),
  constraint company_date_format_check CHECK ((date_format = ANY (ARRAY['language'::text, 'iso'::text, 'dmy'::text, 'mdy'::text]))),
  constraint company_first_day_of_week_check CHECK ((first_day_of_week = ANY (ARRAY[1, 6, 7]))),
  constraint company_id_check CHECK (id),
  constraint company_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text]))),
  constraint company_links_check CHECK (((jsonb_typeof(links) = 'array'::text) AND (jsonb_array_length(links) <= 5))),
  constraint company_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
  constraint company_number_format_check CHECK ((number_format = ANY (ARRAY['language'::text, 'comma_point'::text, 'point_comma'::text, 'space_comma'::text]))),
  constraint company_phone_country_check CHECK ((phone_country ~ '^[A-Z]{2}$'::text)),
  constraint company_settings_changed_by_fkey FOREIGN KEY (settings_changed_by) REFERENCES users(id),
  constraint company_supervisor_id_supervisor_kind_supervisor_status_fkey FOREIGN KEY (supervisor_id, supervisor_kind, supervisor_status) REFERENCES users(id, kind, status),
  constraint company_supervisor_kind_check CHECK ((supervisor_kind = 'employee'::text)),
  constraint company_supervisor_status_check CHECK ((supervisor_status = 'active'::text)),
  constraint company_time_format_check CHECK ((time_format = ANY (ARRAY['language'::text, 'h23'::text, 'h12'::text]))),
  constraint company_upload_extensions_check CHECK (((cardinality(upload_extensions) >= 1) AND (cardinality(upload_extensions) <= 200)))
);
CREATE TRIGGER company_kept BEFORE DELETE ON public.company FOR EACH ROW EXECUTE FUNCTION refuse_company_delete();
CREATE TRIGGER company_kept_whole BEFORE TRUNCATE ON public.company FOR EACH STATEMENT EXECUTE FUNCTION refuse_company_delete();
CREATE CONSTRAINT TRIGGER company_supervisor_is_local AFTER UPDATE OF supervisor_id ON public.company NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION refuse_supervisor_in_directory();
CREATE TRIGGER company_supervisor_is_there BEFORE INSERT OR UPDATE OF supervisor_id ON public.company FOR EACH ROW WHEN ((new.supervisor_id IS NOT NULL)) EXECUTE FUNCTION refuse_deleted_supervisor();
CREATE TRIGGER company_supervisor_with_seat BEFORE UPDATE OF supervisor_id ON public.company FOR EACH ROW WHEN (((old.supervisor_id IS DISTINCT FROM new.supervisor_id) AND (new.supervisor_id IS NOT NULL))) EXECUTE FUNCTION refuse_supervisor_without_seat();
CREATE TRIGGER company_supervisors_seats AFTER UPDATE OF supervisor_id ON public.company FOR EACH ROW WHEN ((old.supervisor_id <> new.supervisor_id)) EXECUTE FUNCTION settle_supervisors();
comment on table company is 'The one company of this installation: exactly one row, made by the first visit and never deleted';
comment on column company.supervisor_id is 'The System supervisor. The foreign key names kind and status too: whoever holds the role cannot be locked, deleted or replaced by an outsider, whichever way in';
comment on column company.absence_notice_days is 'How many days before it begins an absence shows at the name of the person';
comment on column company.audit_keep_months is 'Rows of the audit older than this are moved into archive files; null: never';
comment on column company.auditors_id is 'Group whose members read the audit without being administrators; of employees only (the external wall)';
comment on column company.first_day_of_week is 'ISO 8601: 1 Monday, 6 Saturday, 7 Sunday';
comment on column company.phone_country is 'ISO 3166: whose numbers are written without a country code';
comment on column company.links is 'Shown to employees in the menu of their account: [{label, url}]';
comment on column company.settings_version is 'Of what is set in Administration → Company; `version` is of the supervisor';
comment on column company.upload_extensions is 'Extensions that may be uploaded, each with the content it says; null: every file, told by its content';
comment on column company.audit_downloads is 'Whether each download of an item''s file is written into the audit';

create table company_theme (
  id boolean default true not null,
  color text,
  title_ending text,
  scheme text default 'auto'::text not null,
  version integer default 1 not null,
  changed_by uuid,
  changed_at timestamp with time zone,
  constraint company_theme_pkey PRIMARY KEY (id),
  constraint company_theme_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint company_theme_color_check CHECK ((color ~ '^#[0-9a-f]{6}$'::text)),
  constraint company_theme_id_check CHECK (id),
  constraint company_theme_scheme_check CHECK ((scheme = ANY (ARRAY['auto'::text, 'light'::text, 'dark'::text]))),
  constraint company_theme_title_ending_check CHECK (((length(title_ending) >= 1) AND (length(title_ending) <= 60)))
);
comment on table company_theme is 'One row: the look of the employee side. Portals have their own';
comment on column company_theme.color is 'Of buttons and links; white text on it reaches WCAG AA. Null: ours';

create table confirmation_codes (
  id uuid not null,
  invitation_id uuid not null,
  email text not null,
  code_hash bytea not null,
  tries integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  proof_hash bytea,
  constraint confirmation_codes_pkey PRIMARY KEY (id),
  constraint confirmation_codes_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitations(id),
  constraint confirmation_codes_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);
CREATE INDEX confirmation_codes_invitation ON public.confirmation_codes USING btree (invitation_id, created_at DESC);
comment on table confirmation_codes is 'Six digits that prove an address: 10 minutes, 5 tries';
comment on column confirmation_codes.proof_hash is 'After confirmation: the hash of the secret with which the next step (name and password) is allowed';

create table directories (
  id uuid not null,
  name text not null,
  url text not null,
  start_tls boolean default false not null,
  is_plain_allowed boolean default false not null,
  certificate text,
  bind_dn text not null,
  password_sealed bytea not null,
  base_dn text not null,
  user_filter text not null,
  group_base_dn text,
  group_filter text not null,
  preset text not null,
  attributes jsonb not null,
  sign_in text default 'directory'::text not null,
  links_by_email boolean default false not null,
  on_gone text default 'lock'::text not null,
  most_leaving integer default 20 not null,
  schedule text default 'off'::text not null,
  daily_hour integer default 3 not null,
  enabled_at timestamp with time zone,
  away_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  changed_by uuid,
  changed_at timestamp with time zone default now() not null,
  constraint directories_pkey PRIMARY KEY (id),
  constraint directories_attributes_check CHECK ((jsonb_typeof(attributes) = 'object'::text)),
  constraint directories_base_dn_check CHECK (((length(base_dn) >= 1) AND (length(base_dn) <= 1000))),
  constraint directories_bind_dn_check CHECK (((length(bind_dn) >= 1) AND (length(bind_dn) <= 1000))),
  constraint directories_certificate_check CHECK ((length(certificate) <= 60000)),
  constraint directories_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint directories_check CHECK (((url ~~ 'ldap://%'::text) OR (NOT start_tls))),
  constraint directories_daily_hour_check CHECK (((daily_hour >= 0) AND (daily_hour <= 23))),
  constraint directories_group_base_dn_check CHECK ((length(group_base_dn) <= 1000)),
  constraint directories_group_filter_check CHECK ((length(group_filter) <= 2000)),
  constraint directories_most_leaving_check CHECK (((most_leaving >= 1) AND (most_leaving <= 100))),
  constraint directories_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint directories_on_gone_check CHECK ((on_gone = ANY (ARRAY['lock'::text, 'leave'::text]))),
  constraint directories_preset_check CHECK ((preset = ANY (ARRAY['active_directory'::text, 'openldap'::text, 'freeipa'::text]))),
  constraint directories_schedule_check CHECK ((schedule = ANY (ARRAY['off'::text, 'hourly'::text, 'daily'::text]))),
  constraint directories_sign_in_check CHECK ((sign_in = ANY (ARRAY['directory'::text, 'local'::text]))),
  constraint directories_url_check CHECK (((length(url) <= 300) AND (url ~ '^ldaps?://'::text))),
  constraint directories_user_filter_check CHECK ((length(user_filter) <= 2000))
);
CREATE UNIQUE INDEX directories_name ON public.directories USING btree (lower(name));
comment on table directories is 'Connections to directories (LDAP) people are taken from';
comment on column directories.is_plain_allowed is 'Somebody said that passwords may travel in the open to another machine';
comment on column directories.certificate is 'PEM of the authority the server is believed by, where it is not one of the public ones';
comment on column directories.password_sealed is 'Of the account that reads, sealed under the key of the installation (base/secret-box.ts)';
comment on column directories.attributes is 'Which attribute says what; the keys are those of the contract';
comment on column directories.sign_in is 'directory: its people sign in with the password they have there; local: they are invited and have one here';
comment on column directories.on_gone is 'What becomes of people the directory does not know any more or has locked';
comment on column directories.most_leaving is 'A run that would lock more than so many percent of its people, or take as many out of groups, stops and asks';
comment on column directories.daily_hour is 'In the time zone of the company';
comment on column directories.enabled_at is 'null: off, which means neither runs nor sign-in';
comment on column directories.away_at is 'Last time it could not be reached when somebody signed in; emptied by the next answer';

create table directory_entries (
  run_id uuid not null,
  number integer not null,
  external_id text,
  dn text not null,
  dn_key text not null,
  login text,
  email text,
  email_canonical text,
  full_name text,
  phone text,
  work_phone text,
  position_name text,
  department text,
  is_locked boolean not null,
  issue text,
  message text,
  constraint directory_entries_pkey PRIMARY KEY (run_id, number),
  constraint directory_entries_run_id_fkey FOREIGN KEY (run_id) REFERENCES directory_runs(id) ON DELETE CASCADE
);
CREATE INDEX directory_entries_dn ON public.directory_entries USING btree (run_id, dn_key);
CREATE INDEX directory_entries_email ON public.directory_entries USING btree (run_id, email_canonical);
CREATE INDEX directory_entries_id ON public.directory_entries USING btree (run_id, external_id);
comment on table directory_entries is 'What a run has read; gone when it has ended';

create table directory_group_entries (
  run_id uuid not null,
  dn_key text not null,
  member_key text not null,
  constraint directory_group_entries_run_id_fkey FOREIGN KEY (run_id) REFERENCES directory_runs(id) ON DELETE CASCADE
);
CREATE INDEX directory_group_entries_group ON public.directory_group_entries USING btree (run_id, dn_key);
comment on table directory_group_entries is 'Members of groups as a run has read them: names as they are compared, or logins; gone when it has ended';

create table directory_groups (
  directory_id uuid not null,
  dn_key text not null,
  dn text not null,
  group_id uuid not null,
  audience text default 'employees'::text not null,
  constraint directory_groups_pkey PRIMARY KEY (directory_id, dn_key, group_id),
  constraint directory_groups_audience_check CHECK ((audience = 'employees'::text)),
  constraint directory_groups_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directories(id) ON DELETE CASCADE,
  constraint directory_groups_dn_check CHECK (((length(dn) >= 1) AND (length(dn) <= 1000))),
  constraint directory_groups_group_id_audience_fkey FOREIGN KEY (group_id, audience) REFERENCES groups(id, audience)
);
CREATE INDEX directory_groups_group ON public.directory_groups USING btree (group_id);
CREATE CONSTRAINT TRIGGER directory_groups_company_only AFTER INSERT OR UPDATE ON public.directory_groups NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION refuse_other_than_company_group();
comment on table directory_groups is 'Members of which group of a directory are in which company group';
comment on column directory_groups.dn_key is 'The name as it is compared: small letters, no spaces around its signs';

create table directory_members (
  group_id uuid not null,
  member_id uuid not null,
  directory_id uuid not null,
  constraint directory_members_pkey PRIMARY KEY (group_id, member_id),
  constraint directory_members_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directories(id) ON DELETE CASCADE,
  constraint directory_members_group_id_member_id_fkey FOREIGN KEY (group_id, member_id) REFERENCES group_members(group_id, member_id) ON DELETE CASCADE
);
CREATE INDEX directory_members_directory ON public.directory_members USING btree (directory_id);
comment on table directory_members is 'Members a directory has put into a group; only these it takes out again';

create table directory_people (
  user_id uuid not null,
  user_kind text default 'employee'::text not null,
  directory_id uuid not null,
  external_id text not null,
  dn text not null,
  position_name text,
  department text,
  locked_at timestamp with time zone,
  seen_at timestamp with time zone default now() not null,
  constraint directory_people_pkey PRIMARY KEY (user_id),
  constraint directory_people_directory_id_external_id_key UNIQUE (directory_id, external_id),
  constraint directory_people_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directories(id) ON DELETE CASCADE,
  constraint directory_people_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200))),
  constraint directory_people_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind),
  constraint directory_people_user_kind_check CHECK ((user_kind = 'employee'::text))
);
CREATE CONSTRAINT TRIGGER directory_people_keep_administrator AFTER UPDATE OF locked_at ON public.directory_people NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (((new.locked_at IS NOT NULL) AND (old.locked_at IS NULL))) EXECUTE FUNCTION refuse_last_administrator_lock();
CREATE TRIGGER directory_people_let_go AFTER DELETE ON public.directory_people FOR EACH ROW EXECUTE FUNCTION forget_directory_fields();
CREATE CONSTRAINT TRIGGER directory_people_no_supervisor AFTER INSERT OR UPDATE OF user_id ON public.directory_people NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION refuse_supervisor_in_directory();
comment on table directory_people is 'Which entry of which directory an employee is; never somebody from outside, never the System supervisor';
comment on column directory_people.external_id is 'What never changes of the entry (objectGUID, entryUUID, ipaUniqueID)';
comment on column directory_people.dn is 'Where the entry was last seen; shown only, nothing is looked up by it';
comment on column directory_people.locked_at is 'The lock is the directory''s; whoever unlocks takes it away';

create table directory_rows (
  run_id uuid not null,
  number integer generated always as identity not null,
  deed text not null,
  state text not null,
  entry integer,
  user_id uuid,
  group_id uuid,
  label text not null,
  detail text default ''::text not null,
  changes jsonb,
  code text,
  message text,
  constraint directory_rows_pkey PRIMARY KEY (run_id, number),
  constraint directory_rows_deed_check CHECK ((deed = ANY (ARRAY['lock'::text, 'unlock'::text, 'link'::text, 'change'::text, 'create'::text, 'join'::text, 'leave'::text, 'refuse'::text]))),
  constraint directory_rows_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id),
  constraint directory_rows_run_id_fkey FOREIGN KEY (run_id) REFERENCES directory_runs(id) ON DELETE CASCADE,
  constraint directory_rows_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text]))),
  constraint directory_rows_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX directory_rows_waiting ON public.directory_rows USING btree (run_id, deed, number) WHERE (state = 'waiting'::text);
comment on table directory_rows is 'What a run would do with whom, and what became of it; people nothing changes for have no row';
comment on column directory_rows.changes is 'What changes of a person: {field: [before, after]}';

create table directory_runs (
  id uuid not null,
  directory_id uuid not null,
  origin text not null,
  state text not null,
  made_by uuid,
  created_at timestamp with time zone default now() not null,
  applied_at timestamp with time zone,
  ended_at timestamp with time zone,
  entries integer default 0 not null,
  unchanged integer default 0 not null,
  total integer default 0 not null,
  done integer default 0 not null,
  refused integer default 0 not null,
  code text,
  message text,
  constraint directory_runs_pkey PRIMARY KEY (id),
  constraint directory_runs_check CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint directory_runs_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directories(id) ON DELETE CASCADE,
  constraint directory_runs_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  constraint directory_runs_origin_check CHECK ((origin = ANY (ARRAY['preview'::text, 'by_hand'::text, 'schedule'::text]))),
  constraint directory_runs_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'ready'::text, 'asks'::text, 'applying'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX directory_runs_list ON public.directory_runs USING btree (directory_id, id);
CREATE UNIQUE INDEX directory_runs_one ON public.directory_runs USING btree (directory_id) WHERE (ended_at IS NULL);
comment on table directory_runs is 'Comparisons of a directory with the people here, and what was done of them';
comment on column directory_runs.state is 'ready: compared, to be looked at; asks: too many would leave, somebody has to say yes';
comment on column directory_runs.made_by is 'null: by its schedule';
comment on column directory_runs.total is 'Rows that would change something or were refused';

create table element_instances (
  instance_id uuid not null,
  key integer not null,
  element_id text not null,
  scope_key integer not null,
  state text not null,
  entered_at timestamp with time zone default now() not null,
  constraint element_instances_pkey PRIMARY KEY (instance_id, key),
  constraint element_instances_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instances(id),
  constraint element_instances_state_check CHECK ((state = ANY (ARRAY['active'::text, 'blocked'::text])))
);
comment on table element_instances is 'Live activations only: a row goes when its element completes or is terminated; what happened is in process_events';
comment on column element_instances.scope_key is 'Key of the sub-process instance around it; 0: the process itself';

create table element_principals (
  element_id uuid not null,
  principal_id uuid not null,
  constraint element_principals_pkey PRIMARY KEY (element_id, principal_id)
);
CREATE INDEX element_principals_principal ON public.element_principals USING btree (principal_id);
comment on table element_principals is 'Closure: everything that anybody in this element of the org chart, or in one below it, counts as; kept by triggers on user_principals and written by nothing else';

create table email_changes (
  id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  old_email text not null,
  new_email text not null,
  portal_code text,
  confirm_hash bytea not null,
  stop_hash bytea not null,
  undo_hash bytea,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  undone_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint email_changes_pkey PRIMARY KEY (id),
  constraint email_changes_check CHECK (((undo_hash IS NULL) = (confirmed_at IS NULL))),
  constraint email_changes_check1 CHECK (((undone_at IS NULL) OR (withdrawn_at IS NULL))),
  constraint email_changes_confirm_hash_key UNIQUE (confirm_hash),
  constraint email_changes_stop_hash_key UNIQUE (stop_hash),
  constraint email_changes_undo_hash_key UNIQUE (undo_hash),
  constraint email_changes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX email_changes_user ON public.email_changes USING btree (user_id, created_at);
comment on table email_changes is 'People changing their own address: the new one confirms within a day, the old one may stop it, and undo it for a week after (AT-115)';
comment on column email_changes.session_id is 'Where it was asked for; it alone stays when the change is confirmed';
comment on column email_changes.portal_code is 'Of somebody from outside: where the links of the mails lead';
comment on column email_changes.stop_hash is 'Of the link in the first mail to the old address; it undoes as well as undo_hash, of the second mail';
comment on column email_changes.withdrawn_at is 'Dropped by the person, or replaced by a newer one';

create table factors (
  user_id uuid not null,
  kind text not null,
  secret bytea,
  last_step bigint,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  constraint factors_pkey PRIMARY KEY (user_id, kind),
  constraint factors_check CHECK (((kind = 'totp'::text) = (secret IS NOT NULL))),
  constraint factors_kind_check CHECK ((kind = ANY (ARRAY['totp'::text, 'email_code'::text]))),
  constraint factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
comment on table factors is 'Second factors a person has set up and confirmed; passkeys stand apart';
comment on column factors.secret is 'Seed of the authenticator app, sealed under the key of the installation (secret-box.ts)';
comment on column factors.last_step is 'The 30-second step of the last code taken: no code is taken twice, nor one before it';

create table fields (
  id uuid not null,
  app_id uuid not null,
  code text not null,
  name text not null,
  type text not null,
  required boolean default false not null,
  settings jsonb default '{}'::jsonb not null,
  sort integer default 0 not null,
  published_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  constraint fields_pkey PRIMARY KEY (id),
  constraint fields_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint fields_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint fields_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint fields_type_check CHECK ((type = ANY (ARRAY['string'::text, 'text'::text, 'number'::text, 'yes_no'::text, 'date'::text, 'category'::text, 'status'::text, 'user'::text, 'file'::text])))
);
CREATE UNIQUE INDEX fields_code ON public.fields USING btree (app_id, code) WHERE (removed_at IS NULL);
comment on table fields is 'Named, typed properties of an app''s items as published; column f_<code> of its table';
comment on column fields.settings is 'category: {options:[{code,name,color}]}; status: {options:[{code,name,color,final}], initial}; number: {decimals}';

create table files (
  id uuid not null,
  name text not null,
  size bigint not null,
  media_type text not null,
  sha256 bytea not null,
  storage_key text not null,
  uploaded_by uuid not null,
  uploaded_at timestamp with time zone default now() not null,
  app_id uuid,
  item_id uuid,
  field_code text,
  attached_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint files_pkey PRIMARY KEY (id),
  constraint files_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint files_check CHECK (((app_id IS NULL) = (item_id IS NULL))),
  constraint files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300))),
  constraint files_size_check CHECK ((size >= 0)),
  constraint files_storage_key_key UNIQUE (storage_key),
  constraint files_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES users(id)
);
CREATE INDEX files_deleted ON public.files USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX files_item ON public.files USING btree (app_id, item_id) WHERE (app_id IS NOT NULL);
CREATE INDEX files_loose ON public.files USING btree (uploaded_by, uploaded_at) WHERE (app_id IS NULL);
CREATE TRIGGER files_counted_in AFTER INSERT ON public.files REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_storage();
CREATE TRIGGER files_counted_out AFTER DELETE ON public.files REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_storage();
comment on table files is 'Uploaded content. Bytes are on disk and fsynced before the row commits; a file follows the item it is attached to, before that it is its uploader''s alone';

create table flow_tokens (
  instance_id uuid not null,
  key integer not null,
  flow_id text not null,
  scope_key integer not null,
  constraint flow_tokens_pkey PRIMARY KEY (instance_id, key),
  constraint flow_tokens_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instances(id)
);
comment on table flow_tokens is 'Taken sequence flows whose target has not consumed them yet: they wait at a join or are held by an incident';

create table folder_reach (
  from_id uuid not null,
  folder_id uuid not null,
  constraint folder_reach_pkey PRIMARY KEY (from_id, folder_id),
  constraint folder_reach_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES folders(id),
  constraint folder_reach_from_id_fkey FOREIGN KEY (from_id) REFERENCES folders(id)
);
CREATE INDEX folder_reach_folder ON public.folder_reach USING btree (folder_id);
comment on table folder_reach is 'Closure: from which folders the rows count in a folder, itself included; kept by a trigger and written by nothing else';

create table folders (
  id uuid not null,
  app_id uuid not null,
  parent_id uuid,
  name text not null,
  sort integer default 0 not null,
  inherits boolean default true not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  constraint folders_pkey PRIMARY KEY (id),
  constraint folders_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint folders_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint folders_id_app_id_key UNIQUE (id, app_id),
  constraint folders_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
  constraint folders_one_root CHECK (((parent_id IS NULL) = (id = app_id))),
  constraint folders_parent_id_app_id_fkey FOREIGN KEY (parent_id, app_id) REFERENCES folders(id, app_id),
  constraint folders_root_stays CHECK (((id <> app_id) OR (inherits AND (deleted_at IS NULL))))
);
CREATE INDEX folders_closed ON public.folders USING btree (app_id) WHERE (NOT inherits);
CREATE INDEX folders_name ON public.folders USING btree (parent_id, lower(NORMALIZE(btrim(name), NFKC))) WHERE (deleted_at IS NULL);
CREATE INDEX folders_tree ON public.folders USING btree (parent_id, sort, name) WHERE (deleted_at IS NULL);
CREATE TRIGGER folders_made AFTER INSERT ON public.folders REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION folders_moved();
CREATE TRIGGER folders_moved AFTER UPDATE ON public.folders REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION folders_moved();
comment on table folders is 'Folders of an app: a tree below one root, which has the id of the app';
comment on column folders.inherits is 'Whether the rows of the folder above count here too, and with them those above it that it inherits';

create table grants (
  id uuid not null,
  principal_id uuid not null,
  audience text not null,
  resource_kind text not null,
  resource_id uuid not null,
  app_id uuid,
  rights text[] not null,
  narrowed_to text default 'all'::text not null,
  granted_by uuid,
  page_version_id uuid,
  granted_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  reason text default ''::text not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  fields text[],
  narrowed_field text,
  constraint grants_pkey PRIMARY KEY (id),
  constraint grants_administer_workspaces CHECK (
CASE resource_kind
    WHEN 'workspace'::text THEN (rights = '{administer}'::text[])
    ELSE (NOT ('administer'::text = ANY (rights)))
END),
  constraint grants_check1 CHECK (((narrowed_to = 'all'::text) OR (resource_kind = 'app'::text))),
  constraint grants_check2 CHECK (((revoked_at IS NULL) OR (revoked_at >= granted_at))),
  constraint grants_external_wall CHECK (((audience = 'employees'::text) OR (rights <@ ARRAY['view'::text, 'create'::text, 'edit'::text, 'delete'::text, 'export'::text, 'start'::text]))),
  constraint grants_field_for_everybody CHECK (((narrowed_to <> 'field'::text) OR (principal_id = ANY (ARRAY['00000000-0000-7000-8000-000000000002'::uuid, '00000000-0000-7000-8000-000000000003'::uuid])))),
  constraint grants_fields_of_app CHECK (((fields IS NULL) OR (resource_kind = 'app'::text))),
  constraint grants_fit_folder CHECK (((resource_kind <> 'folder'::text) OR (NOT (rights && '{import,export}'::text[])))),
  constraint grants_fit_item CHECK (((resource_kind <> 'item'::text) OR (NOT (rights && '{create,import,export}'::text[])))),
  constraint grants_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES users(id),
  constraint grants_known_rights CHECK ((rights <@ ARRAY['view'::text, 'create'::text, 'edit'::text, 'delete'::text, 'assign'::text, 'manage_processes'::text, 'export'::text, 'import'::text, 'full'::text, 'start'::text, 'administer'::text])),
  constraint grants_narrowed_field CHECK ((((narrowed_to = 'field'::text) = (narrowed_field IS NOT NULL)) AND (narrowed_field ~ '^[a-z][a-z0-9_]{0,39}$'::text))),
  constraint grants_narrowed_to_check CHECK ((narrowed_to = ANY (ARRAY['all'::text, 'author'::text, 'organization'::text, 'field'::text]))),
  constraint grants_page_version_id_fkey FOREIGN KEY (page_version_id) REFERENCES page_versions(id),
  constraint grants_principal_id_audience_fkey FOREIGN KEY (principal_id, audience) REFERENCES principals(id, audience),
  constraint grants_reason_check CHECK ((length(reason) <= 1000)),
  constraint grants_resource_kind_check CHECK ((resource_kind = ANY (ARRAY['workspace'::text, 'app'::text, 'folder'::text, 'item'::text, 'portal'::text, 'process'::text, 'file'::text]))),
  constraint grants_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES users(id),
  constraint grants_rights_check CHECK ((cardinality(rights) > 0)),
  constraint grants_within_app CHECK (((resource_kind = ANY (ARRAY['folder'::text, 'item'::text])) = (app_id IS NOT NULL)))
);
CREATE INDEX grants_live ON public.grants USING btree (resource_kind, resource_id, principal_id) WHERE (revoked_at IS NULL);
CREATE INDEX grants_page ON public.grants USING btree (page_version_id) WHERE ((page_version_id IS NOT NULL) AND (revoked_at IS NULL));
CREATE INDEX grants_principal ON public.grants USING btree (principal_id) WHERE (revoked_at IS NULL);
CREATE INDEX grants_within_app ON public.grants USING btree (principal_id, app_id, resource_kind) WHERE ((revoked_at IS NULL) AND (app_id IS NOT NULL));
CREATE TRIGGER grants_without_app_groups BEFORE INSERT OR UPDATE ON public.grants FOR EACH ROW WHEN ((new.resource_kind = 'workspace'::text)) EXECUTE FUNCTION refuse_app_group_for_workspace();
comment on table grants is 'Rights given to a principal on a resource; kept after they end, so that past decisions can be recomputed';
comment on column grants.rights is 'start is the right to start a process, administer the only one on a workspace; the others are the nine rights of an app';
comment on column grants.narrowed_to is 'all: every item of the app; author: items the person wrote; organization: items written in the person''s organization; field: items whose field holds the person or a role of theirs';
comment on column grants.page_version_id is 'The published portal page whose widget exposes this; such grants come and go with publishing';
comment on column grants.fields is 'Of an app exposed by a page: the fields that were there when it was published. Later ones stay unseen until the page is published again; null: every field';
comment on column grants.narrowed_field is 'Code of the field; its value says who, so such a row is given to All users or to External users as a whole';

create table group_members (
  group_id uuid not null,
  member_id uuid not null,
  audience text not null,
  added_at timestamp with time zone default now() not null,
  added_by uuid,
  constraint group_members_pkey PRIMARY KEY (group_id, member_id),
  constraint group_members_added_by_fkey FOREIGN KEY (added_by) REFERENCES users(id),
  constraint group_members_check CHECK ((group_id <> member_id)),
  constraint group_members_group_id_audience_fkey FOREIGN KEY (group_id, audience) REFERENCES groups(id, audience),
  constraint group_members_member_id_audience_fkey FOREIGN KEY (member_id, audience) REFERENCES principals(id, audience)
);
CREATE INDEX group_members_member ON public.group_members USING btree (member_id);
CREATE TRIGGER group_members_added AFTER INSERT ON public.group_members REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION group_members_added();
CREATE TRIGGER group_members_by_hand BEFORE INSERT OR DELETE ON public.group_members FOR EACH ROW EXECUTE FUNCTION refuse_computed_members();
CREATE TRIGGER group_members_free_seat AFTER DELETE ON public.group_members FOR EACH ROW WHEN ((seat_kind_of(old.group_id) IS NOT NULL)) EXECUTE FUNCTION seat_of_member();
CREATE TRIGGER group_members_licensed AFTER INSERT ON public.group_members REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_beyond_licences();
CREATE TRIGGER group_members_removed AFTER DELETE ON public.group_members REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION group_members_removed();
CREATE TRIGGER group_members_take_seat AFTER INSERT ON public.group_members FOR EACH ROW WHEN ((seat_kind_of(new.group_id) IS NOT NULL)) EXECUTE FUNCTION seat_of_member();
comment on table group_members is 'Direct members. Both foreign keys carry the same audience: an employee cannot enter a group of outsiders, nor the other way round';

create table groups (
  id uuid not null,
  audience text not null,
  scope text not null,
  type text default 'group'::text not null,
  code text not null,
  name text not null,
  description text default ''::text not null,
  workspace_id uuid,
  app_id uuid,
  membership text default 'by_hand'::text not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  is_default boolean default false not null,
  constraint groups_pkey PRIMARY KEY (id),
  constraint groups_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint groups_app_id_workspace_id_fkey FOREIGN KEY (app_id, workspace_id) REFERENCES apps(id, workspace_id),
  constraint groups_audience_check CHECK ((audience = ANY (ARRAY['employees'::text, 'external'::text]))),
  constraint groups_check CHECK (((scope = ANY (ARRAY['workspace'::text, 'app'::text])) = (workspace_id IS NOT NULL))),
  constraint groups_check1 CHECK (((scope = 'app'::text) = (app_id IS NOT NULL))),
  constraint groups_check2 CHECK (((NOT is_default) OR ((scope = 'company'::text) AND (type = 'group'::text)))),
  constraint groups_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,59}$'::text)),
  constraint groups_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint groups_description_check CHECK ((length(description) <= 1000)),
  constraint groups_id_audience_fkey FOREIGN KEY (id, audience) REFERENCES principals(id, audience),
  constraint groups_id_audience_key UNIQUE (id, audience),
  constraint groups_membership_check CHECK ((membership = ANY (ARRAY['by_hand'::text, 'computed'::text]))),
  constraint groups_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint groups_scope_check CHECK ((scope = ANY (ARRAY['system'::text, 'company'::text, 'workspace'::text, 'app'::text]))),
  constraint groups_type_check CHECK ((type = ANY (ARRAY['group'::text, 'role'::text]))),
  constraint groups_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE UNIQUE INDEX groups_code ON public.groups USING btree (scope, COALESCE(app_id, workspace_id, '00000000-0000-0000-0000-000000000000'::uuid), code);
CREATE INDEX groups_list ON public.groups USING btree (lower(name), id);
CREATE UNIQUE INDEX groups_name ON public.groups USING btree (scope, COALESCE(app_id, workspace_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(NORMALIZE(btrim(name), NFKC))) WHERE (deleted_at IS NULL);
CREATE INDEX groups_place ON public.groups USING btree (workspace_id, app_id) WHERE (workspace_id IS NOT NULL);
CREATE TRIGGER groups_audience_fixed BEFORE UPDATE OF audience ON public.groups FOR EACH ROW WHEN ((old.audience <> new.audience)) EXECUTE FUNCTION refuse_audience_change();
CREATE TRIGGER groups_kind_fixed BEFORE UPDATE ON public.groups FOR EACH ROW WHEN (((old.scope <> 'system'::text) AND (((((old.scope IS DISTINCT FROM new.scope) OR (old.type IS DISTINCT FROM new.type)) OR (old.workspace_id IS DISTINCT FROM new.workspace_id)) OR (old.app_id IS DISTINCT FROM new.app_id)) OR (old.membership IS DISTINCT FROM new.membership)))) EXECUTE FUNCTION refuse_group_kind_change();
CREATE TRIGGER system_groups_fixed BEFORE UPDATE ON public.groups FOR EACH ROW WHEN (((old.scope = 'system'::text) AND ((((((((old.id IS DISTINCT FROM new.id) OR (old.audience IS DISTINCT FROM new.audience)) OR (old.scope IS DISTINCT FROM new.scope)) OR (old.type IS DISTINCT FROM new.type)) OR (old.code IS DISTINCT FROM new.code)) OR (old.name IS DISTINCT FROM new.name)) OR (old.membership IS DISTINCT FROM new.membership)) OR (old.deleted_at IS DISTINCT FROM new.deleted_at)))) EXECUTE FUNCTION refuse_system_group_change();
CREATE TRIGGER system_groups_kept BEFORE DELETE ON public.groups FOR EACH ROW WHEN ((old.scope = 'system'::text)) EXECUTE FUNCTION refuse_system_group_change();
comment on table groups is 'Named sets of users, other groups and org elements; roles hold exactly one member';
comment on column groups.membership is 'computed: the product itself says who is in (All users, External users, System supervisor, users of a portal)';
comment on column groups.is_default is 'Every new user of its audience joins it, whichever way in; those who are there already do not';

create table idempotency_keys (
  actor_id uuid not null,
  key text not null,
  operation text not null,
  input_hash text not null,
  answer jsonb,
  at timestamp with time zone default now() not null,
  constraint idempotency_keys_pkey PRIMARY KEY (actor_id, key),
  constraint idempotency_keys_key_check CHECK (((length(key) >= 8) AND (length(key) <= 100)))
);
CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (at);
comment on table idempotency_keys is 'First answers of commands sent with an Idempotency-Key, written in the transaction of the deed; a repeat gets the same answer and no second effect. Kept 24 hours';

create table identities (
  id uuid not null,
  provider_id uuid not null,
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  label text not null,
  linked_by text not null,
  linked_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  constraint identities_pkey PRIMARY KEY (id),
  constraint identities_label_check CHECK ((length(label) <= 320)),
  constraint identities_linked_by_check CHECK ((linked_by = ANY (ARRAY['person'::text, 'address'::text, 'creation'::text]))),
  constraint identities_provider_id_issuer_fkey FOREIGN KEY (provider_id, issuer) REFERENCES providers(id, issuer) ON DELETE CASCADE,
  constraint identities_provider_id_subject_key UNIQUE (provider_id, subject),
  constraint identities_provider_id_user_id_key UNIQUE (provider_id, user_id),
  constraint identities_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 500))),
  constraint identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX identities_user ON public.identities USING btree (user_id);
comment on table identities is 'Who somebody with an account is at a provider; nothing but this lets in';
comment on column identities.subject is 'What never changes of a person there (OpenID Connect Core §2, sub)';
comment on column identities.label is 'How the provider called the person when it was linked; shown only';
comment on column identities.linked_by is 'person: by herself, signed in; address: by a verified address at the first sign-in; creation: the account was made then';

create table incidents (
  instance_id uuid not null,
  key integer not null,
  held_keys integer[] not null,
  element_id text not null,
  code text not null,
  message text not null,
  expression text,
  input jsonb,
  blocks boolean not null,
  raised_at timestamp with time zone default now() not null,
  resolved_at timestamp with time zone,
  constraint incidents_pkey PRIMARY KEY (instance_id, key),
  constraint incidents_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instances(id)
);
CREATE INDEX incidents_open ON public.incidents USING btree (raised_at DESC) WHERE (resolved_at IS NULL);
comment on table incidents is 'Instances that cannot go on, or could not work something out, until someone helps';
comment on column incidents.held_keys is 'Element instances or tokens it is about, by key';

create table invitations (
  id uuid not null,
  kind text not null,
  user_id uuid not null,
  user_kind text generated always as (
CASE kind
    WHEN 'employee'::text THEN 'employee'::text
    ELSE 'external'::text
END) stored not null,
  portal_id uuid,
  token_hash bytea not null,
  without_confirmation boolean default false not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  expires_at timestamp with time zone,
  opened_at timestamp with time zone,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdraw_reason text,
  renewal_asked_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_check CHECK (((kind = 'individual'::text) = (portal_id IS NOT NULL))),
  constraint invitations_check1 CHECK (((withdrawn_at IS NULL) = (withdraw_reason IS NULL))),
  constraint invitations_check2 CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL))),
  constraint invitations_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint invitations_kind_check CHECK ((kind = ANY (ARRAY['employee'::text, 'individual'::text]))),
  constraint invitations_portal_id_fkey FOREIGN KEY (portal_id) REFERENCES portals(id),
  constraint invitations_token_hash_key UNIQUE (token_hash),
  constraint invitations_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind),
  constraint invitations_withdraw_reason_check CHECK ((withdraw_reason = ANY (ARRAY['withdrawn'::text, 'replaced'::text, 'declined'::text])))
);
CREATE UNIQUE INDEX invitations_one_accepted ON public.invitations USING btree (user_id, COALESCE(portal_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (accepted_at IS NOT NULL);
CREATE INDEX invitations_user ON public.invitations USING btree (user_id);
comment on table invitations is 'Links to come in. 32 random bytes, only the hash stored; opening never uses one up, accepting does, once';
comment on column invitations.expires_at is 'null: no end (an individual link may be made so)';

create table item_access (
  app_id uuid not null,
  item_id uuid not null,
  principal_id uuid not null,
  via text not null,
  constraint item_access_pkey PRIMARY KEY (app_id, principal_id, via, item_id),
  constraint item_access_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principals(id),
  constraint item_access_via_check CHECK (((via = 'author'::text) OR (via ~ '^field:[a-z][a-z0-9_]{0,39}$'::text)))
);
CREATE INDEX item_access_item ON public.item_access USING btree (app_id, item_id);
comment on table item_access is 'Who stands in which item, one indexed row each, written in the transaction that writes the item, so that a list is a semi-join over one index and never a function call per row';
comment on column item_access.via is 'author, or field:<code> of a field that holds a person';

create table item_changes (
  id uuid not null,
  app_id uuid not null,
  item_id uuid not null,
  at timestamp with time zone default now() not null,
  by_user_id uuid,
  by_process_id uuid,
  kind text not null,
  version integer default 1 not null,
  changes jsonb default '{}'::jsonb not null,
  constraint item_changes_pkey PRIMARY KEY (id),
  constraint item_changes_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint item_changes_by_user_id_fkey FOREIGN KEY (by_user_id) REFERENCES users(id),
  constraint item_changes_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'edited'::text, 'deleted'::text, 'restored'::text])))
);
CREATE INDEX item_changes_item ON public.item_changes USING btree (app_id, item_id, version DESC);
comment on table item_changes is 'History of items: {field: {from, to}} for each change';
comment on column item_changes.version is 'Version of the item that this change made';

create table item_folders (
  app_id uuid not null,
  item_id uuid not null,
  folder_id uuid not null,
  constraint item_folders_pkey PRIMARY KEY (app_id, item_id),
  constraint item_folders_folder_id_app_id_fkey FOREIGN KEY (folder_id, app_id) REFERENCES folders(id, app_id)
);
CREATE INDEX item_folders_folder ON public.item_folders USING btree (folder_id, item_id);
comment on table item_folders is 'In which folder an item lies. Every item of an app with folders has a row, those in none that of the root';

create table license_packs (
  id uuid not null,
  kind text not null,
  seats integer not null,
  source text not null,
  serial text,
  valid_from timestamp with time zone default now() not null,
  valid_to timestamp with time zone,
  activated_at timestamp with time zone default now() not null,
  activated_by uuid,
  plan text,
  storage_gigabytes integer,
  constraint license_packs_pkey PRIMARY KEY (id),
  constraint license_packs_activated_by_fkey FOREIGN KEY (activated_by) REFERENCES users(id),
  constraint license_packs_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
  constraint license_packs_kind_fkey FOREIGN KEY (kind) REFERENCES seat_pools(kind),
  constraint license_packs_plan_check CHECK (((length(btrim(plan)) >= 1) AND (length(btrim(plan)) <= 100))),
  constraint license_packs_seats_check CHECK ((seats > 0)),
  constraint license_packs_serial_key UNIQUE (serial),
  constraint license_packs_source_check CHECK ((source = ANY (ARRAY['starter'::text, 'key'::text]))),
  constraint license_packs_storage_gigabytes_check CHECK ((storage_gigabytes > 0))
);
comment on table license_packs is 'What was bought; starter is built in and has no end';
comment on column license_packs.plan is 'Name of the service plan that was bought with this pack';
comment on column license_packs.storage_gigabytes is 'Disk for files that was bought with this pack';

create table license_settings (
  id boolean default true not null,
  installation_id uuid default gen_random_uuid() not null,
  idle_minutes integer default 60 not null,
  at_limit text default 'refuse'::text not null,
  grace_days integer default 7 not null,
  sales_link text default ''::text not null,
  storage_gigabytes integer,
  version integer default 1 not null,
  shares boolean default false not null,
  constraint license_settings_pkey PRIMARY KEY (id),
  constraint license_settings_at_limit_check CHECK ((at_limit = ANY (ARRAY['refuse'::text, 'grace'::text]))),
  constraint license_settings_grace_days_check CHECK (((grace_days >= 1) AND (grace_days <= 30))),
  constraint license_settings_id_check CHECK (id),
  constraint license_settings_idle_minutes_check CHECK (((idle_minutes >= 5) AND (idle_minutes <= 1440))),
  constraint license_settings_sales_link_check CHECK ((length(sales_link) <= 500)),
  constraint license_settings_storage_gigabytes_check CHECK ((storage_gigabytes > 0))
);
comment on table license_settings is 'One row: the rules of licensing, kept by the System supervisor';
comment on column license_settings.installation_id is 'What a license key can be bound to. Goes with a backup';
comment on column license_settings.idle_minutes is 'After so many minutes without a request a concurrent seat is free for somebody else';
comment on column license_settings.at_limit is 'refuse: nobody more when all seats are held; grace: for grace_days a tenth more than there are seats, and packs that ended count on';
comment on column license_settings.storage_gigabytes is 'Disk planned for files where no pack says how much was bought; null: no limit';
comment on column license_settings.shares is 'false: every employee holds a named seat from the invitation on; true: Privileged users hold named ones, all others share the concurrent ones while they are signed in';

create table list_columns (
  user_id uuid not null,
  list text not null,
  columns text[] not null,
  constraint list_columns_pkey PRIMARY KEY (user_id, list),
  constraint list_columns_columns_check CHECK (((cardinality(columns) >= 1) AND (cardinality(columns) <= 40))),
  constraint list_columns_list_check CHECK ((length(list) <= 40)),
  constraint list_columns_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
comment on table list_columns is 'Which columns of a list a person wants to see, in their order';

create table mail_settings (
  id boolean default true not null,
  host text,
  port integer,
  security text,
  user_name text,
  password_sealed bytea,
  sender_name text default 'Portico'::text not null,
  sender_address text,
  reply_to text,
  template_html text,
  template_text text,
  version integer default 1 not null,
  changed_by uuid,
  changed_at timestamp with time zone,
  constraint mail_settings_pkey PRIMARY KEY (id),
  constraint mail_settings_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint mail_settings_check CHECK ((((host IS NULL) = (port IS NULL)) AND ((host IS NULL) = (security IS NULL)) AND ((host IS NULL) = (sender_address IS NULL)))),
  constraint mail_settings_check1 CHECK (((password_sealed IS NULL) OR (user_name IS NOT NULL))),
  constraint mail_settings_check2 CHECK (((host IS NOT NULL) OR (user_name IS NULL))),
  constraint mail_settings_check3 CHECK (((template_html IS NULL) = (template_text IS NULL))),
  constraint mail_settings_host_check CHECK (((length(host) >= 1) AND (length(host) <= 255))),
  constraint mail_settings_id_check CHECK (id),
  constraint mail_settings_port_check CHECK (((port >= 1) AND (port <= 65535))),
  constraint mail_settings_reply_to_check CHECK ((length(reply_to) <= 320)),
  constraint mail_settings_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  constraint mail_settings_sender_address_check CHECK ((length(sender_address) <= 320)),
  constraint mail_settings_sender_name_check CHECK (((length(sender_name) >= 1) AND (length(sender_name) <= 120))),
  constraint mail_settings_template_html_check CHECK ((length(template_html) <= 50000)),
  constraint mail_settings_template_html_check1 CHECK ((array_length(string_to_array(template_html, '{{body}}'::text), 1) = 2)),
  constraint mail_settings_template_text_check CHECK ((length(template_text) <= 10000)),
  constraint mail_settings_template_text_check1 CHECK ((array_length(string_to_array(template_text, '{{body}}'::text), 1) = 2)),
  constraint mail_settings_user_name_check CHECK (((length(user_name) >= 1) AND (length(user_name) <= 320)))
);
comment on table mail_settings is 'One row. Without a host mails are kept in the outbox; PORTICO_SMTP_URL in the environment goes before it';
comment on column mail_settings.password_sealed is 'Sealed under the key of the installation (base/secret-box.ts)';
comment on column mail_settings.template_html is 'Around every system mail, with {{body}} exactly once; null: our own';

create table mail_texts (
  kind text not null,
  language text not null,
  subject text not null,
  body text not null,
  version integer default 1 not null,
  changed_by uuid,
  changed_at timestamp with time zone default now() not null,
  constraint mail_texts_pkey PRIMARY KEY (kind, language),
  constraint mail_texts_body_check CHECK (((length(body) >= 1) AND (length(body) <= 5000))),
  constraint mail_texts_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint mail_texts_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text]))),
  constraint mail_texts_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 200)))
);
comment on table mail_texts is 'Plain text with places such as {{code}}; paragraphs are separated by an empty line. Never used for a mail to the System supervisor';

create table mails (
  id uuid not null,
  to_address text not null,
  to_user_id uuid,
  template text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  created_at timestamp with time zone default now() not null,
  state text default 'waiting'::text not null,
  sent_at timestamp with time zone,
  tries integer default 0 not null,
  last_error text,
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'kept'::text, 'sent'::text, 'failed'::text]))),
  constraint mails_to_user_id_fkey FOREIGN KEY (to_user_id) REFERENCES users(id)
);
CREATE INDEX mails_list ON public.mails USING btree (created_at DESC, id DESC);
CREATE INDEX mails_state ON public.mails USING btree (state, created_at DESC, id DESC) WHERE (state = ANY (ARRAY['failed'::text, 'kept'::text, 'waiting'::text]));
comment on table mails is 'The outbox, written in the transaction of the deed. kept: no mail server is set, the administrator reads it here';

create table memberships_of_deleted (
  user_id uuid not null,
  group_id uuid not null,
  constraint memberships_of_deleted_pkey PRIMARY KEY (user_id, group_id),
  constraint memberships_of_deleted_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id),
  constraint memberships_of_deleted_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
comment on table memberships_of_deleted is 'Groups a deleted person was in directly, for restoring. They are no members meanwhile';

create table muted_mails (
  user_id uuid not null,
  template text not null,
  constraint muted_mails_pkey PRIMARY KEY (user_id, template),
  constraint muted_mails_template_check CHECK ((template = ANY (ARRAY['task_waits'::text, 'substitution'::text, 'fresh_invitation_asked'::text, 'no_free_seat'::text]))),
  constraint muted_mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
comment on table muted_mails is 'Which mails a person does not want. Those about the account and its safety are not to choose, whichever way in';

create table open_proofs (
  id uuid not null,
  token_hash bytea,
  session_id uuid,
  user_id uuid,
  side text not null,
  portal_id uuid,
  method text,
  challenge text,
  seed bytea,
  code_hash bytea,
  code_sent_at timestamp with time zone,
  codes_sent integer default 0 not null,
  factor_proved_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint open_proofs_pkey PRIMARY KEY (id),
  constraint open_proofs_check CHECK (((token_hash IS NULL) <> (session_id IS NULL))),
  constraint open_proofs_codes_sent_check CHECK (((codes_sent >= 0) AND (codes_sent <= 5))),
  constraint open_proofs_method_check CHECK ((method = ANY (ARRAY['password'::text, 'passkey'::text, 'provider'::text]))),
  constraint open_proofs_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id),
  constraint open_proofs_session_id_key UNIQUE (session_id),
  constraint open_proofs_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'portal'::text]))),
  constraint open_proofs_token_hash_key UNIQUE (token_hash),
  constraint open_proofs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX open_proofs_age ON public.open_proofs USING btree (expires_at);
CREATE INDEX open_proofs_user ON public.open_proofs USING btree (user_id) WHERE (used_at IS NULL);
comment on table open_proofs is 'A proof under way: of somebody at the door (one cookie of that browser opens it, ten minutes, one use), or of somebody who is in and sets a factor up or proves again who she is (by session)';
comment on column open_proofs.user_id is 'null: a passkey or a provider is asked and will say whose it is';
comment on column open_proofs.method is 'What has been proved at the door so far';
comment on column open_proofs.challenge is 'What a passkey has to sign; taken by whoever answers';
comment on column open_proofs.seed is 'Sealed seed of an authenticator app that is being set up';
comment on column open_proofs.code_hash is 'SHA-256 of the six digits that were mailed, bound to this row';

create table org_chart_changes (
  version integer not null,
  element_id uuid not null,
  before jsonb,
  after jsonb,
  joined uuid[] default '{}'::uuid[] not null,
  left uuid[] default '{}'::uuid[] not null,
  constraint org_chart_changes_pkey PRIMARY KEY (version, element_id),
  constraint org_chart_changes_check CHECK (((before IS NOT NULL) OR (after IS NOT NULL))),
  constraint org_chart_changes_element_id_fkey FOREIGN KEY (element_id) REFERENCES org_elements(id),
  constraint org_chart_changes_version_fkey FOREIGN KEY (version) REFERENCES org_chart_versions(number)
);
CREATE INDEX org_chart_changes_element ON public.org_chart_changes USING btree (element_id, version);
comment on table org_chart_changes is 'What a publishing changed, element by element. An earlier chart is the present one with the later changes taken back, so no chart is kept whole';
comment on column org_chart_changes.before is '{kind, name, parent, lead, sort}; null: it was not in the chart. "after" is the same for the chart that was published';

create table org_chart_versions (
  number integer not null,
  published_at timestamp with time zone default now() not null,
  published_by uuid not null,
  note text default ''::text not null,
  restores integer,
  constraint org_chart_versions_pkey PRIMARY KEY (number),
  constraint org_chart_versions_note_check CHECK ((length(note) <= 500)),
  constraint org_chart_versions_number_check CHECK ((number > 0)),
  constraint org_chart_versions_published_by_fkey FOREIGN KEY (published_by) REFERENCES users(id),
  constraint org_chart_versions_restores_fkey FOREIGN KEY (restores) REFERENCES org_chart_versions(number)
);
comment on table org_chart_versions is 'Each publishing of the org chart';

create table org_draft_elements (
  element_id uuid not null,
  draft boolean default true not null,
  kind text not null,
  name text not null,
  parent_id uuid,
  lead_id uuid,
  lead_kind text default 'employee'::text not null,
  sort integer default 0 not null,
  removed boolean default false not null,
  changed_at timestamp with time zone default now() not null,
  changed_by uuid not null,
  constraint org_draft_elements_pkey PRIMARY KEY (element_id),
  constraint org_draft_elements_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint org_draft_elements_draft_fkey FOREIGN KEY (draft) REFERENCES org_drafts(id) ON DELETE CASCADE,
  constraint org_draft_elements_kind_check CHECK ((kind = ANY (ARRAY['department'::text, 'position'::text, 'employee_group'::text]))),
  constraint org_draft_elements_lead_id_lead_kind_fkey FOREIGN KEY (lead_id, lead_kind) REFERENCES users(id, kind),
  constraint org_draft_elements_lead_kind_check CHECK ((lead_kind = 'employee'::text)),
  constraint org_draft_elements_name_check CHECK ((length(name) <= 200))
);
comment on table org_draft_elements is 'Elements as the draft has them, only those that differ from the published chart. Anything may stand here on the way: a name left empty, a circle; checking names it';
comment on column org_draft_elements.element_id is 'A published element, or one to be made: then it has no principal yet, so nothing can name it';

create table org_draft_members (
  element_id uuid not null,
  user_id uuid not null,
  user_kind text default 'employee'::text not null,
  draft boolean default true not null,
  is_member boolean not null,
  changed_at timestamp with time zone default now() not null,
  changed_by uuid not null,
  constraint org_draft_members_pkey PRIMARY KEY (element_id, user_id),
  constraint org_draft_members_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint org_draft_members_draft_fkey FOREIGN KEY (draft) REFERENCES org_drafts(id) ON DELETE CASCADE,
  constraint org_draft_members_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind),
  constraint org_draft_members_user_kind_check CHECK ((user_kind = 'employee'::text))
);
CREATE INDEX org_draft_members_user ON public.org_draft_members USING btree (user_id);
comment on table org_draft_members is 'Who joins or leaves a department or employee group with the draft';

create table org_drafts (
  id boolean default true not null,
  version integer default 1 not null,
  started_at timestamp with time zone default now() not null,
  started_by uuid not null,
  changed_at timestamp with time zone default now() not null,
  changed_by uuid not null,
  restores integer,
  constraint org_drafts_pkey PRIMARY KEY (id),
  constraint org_drafts_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint org_drafts_id_check CHECK (id),
  constraint org_drafts_started_by_fkey FOREIGN KEY (started_by) REFERENCES users(id)
);
comment on table org_drafts is 'The one draft of the org chart that all administrators share, while there is one; what differs stands in org_draft_elements and org_draft_members';
comment on column org_drafts.version is 'Goes up with every edit; an edit that has not seen the latest is refused';
comment on column org_drafts.restores is 'The published version it was made from, when it goes back to one';

create table org_elements (
  id uuid not null,
  audience text default 'employees'::text not null,
  kind text not null,
  name text not null,
  parent_id uuid,
  lead_id uuid,
  lead_kind text default 'employee'::text not null,
  sort integer default 0 not null,
  version integer default 1 not null,
  deleted_at timestamp with time zone,
  constraint org_elements_pkey PRIMARY KEY (id),
  constraint org_elements_audience_check CHECK ((audience = 'employees'::text)),
  constraint org_elements_check CHECK (((kind <> 'employee_group'::text) OR (lead_id IS NULL))),
  constraint org_elements_gone CHECK (((deleted_at IS NULL) OR ((parent_id IS NULL) AND (lead_id IS NULL)))),
  constraint org_elements_id_audience_fkey FOREIGN KEY (id, audience) REFERENCES principals(id, audience),
  constraint org_elements_kind_check CHECK ((kind = ANY (ARRAY['department'::text, 'position'::text, 'employee_group'::text]))),
  constraint org_elements_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES users(id),
  constraint org_elements_lead_id_lead_kind_fkey FOREIGN KEY (lead_id, lead_kind) REFERENCES users(id, kind),
  constraint org_elements_lead_kind_check CHECK ((lead_kind = 'employee'::text)),
  constraint org_elements_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
  constraint org_elements_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES org_elements(id)
);
CREATE INDEX org_elements_lead ON public.org_elements USING btree (lead_id);
CREATE INDEX org_elements_living ON public.org_elements USING btree (parent_id, sort, name) WHERE (deleted_at IS NULL);
CREATE INDEX org_elements_parent ON public.org_elements USING btree (parent_id);
CREATE TRIGGER org_elements_added AFTER INSERT ON public.org_elements REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION org_elements_changed();
CREATE TRIGGER org_elements_changed AFTER UPDATE ON public.org_elements REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION org_elements_changed();
CREATE TRIGGER org_elements_in_turn BEFORE INSERT OR DELETE OR UPDATE ON public.org_elements FOR EACH STATEMENT EXECUTE FUNCTION lock_closure_for_org_chart();
CREATE TRIGGER org_elements_kind_fixed BEFORE UPDATE OF kind ON public.org_elements FOR EACH ROW WHEN ((old.kind IS DISTINCT FROM new.kind)) EXECUTE FUNCTION refuse_org_kind_change();
comment on table org_elements is 'Nodes of the org chart';
comment on column org_elements.lead_id is 'department: its head; position: its holder';
comment on column org_elements.deleted_at is 'Taken out of the chart. The row stays: grants, groups and lanes that name it give nobody anything, and mean it again when a version is restored';

create table org_members (
  element_id uuid not null,
  user_id uuid not null,
  user_kind text default 'employee'::text not null,
  constraint org_members_pkey PRIMARY KEY (element_id, user_id),
  constraint org_members_element_id_fkey FOREIGN KEY (element_id) REFERENCES org_elements(id),
  constraint org_members_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind),
  constraint org_members_user_kind_check CHECK ((user_kind = 'employee'::text))
);
CREATE INDEX org_members_user ON public.org_members USING btree (user_id);
CREATE TRIGGER org_members_added AFTER INSERT ON public.org_members REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION org_members_changed();
CREATE TRIGGER org_members_in_turn BEFORE INSERT OR DELETE OR UPDATE ON public.org_members FOR EACH STATEMENT EXECUTE FUNCTION lock_closure_for_org_chart();
CREATE TRIGGER org_members_removed AFTER DELETE ON public.org_members REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION org_members_changed();
comment on table org_members is 'People of a department or an employee group, beside the head';

create table organizations (
  id uuid not null,
  audience text default 'external'::text not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  constraint organizations_pkey PRIMARY KEY (id),
  constraint organizations_audience_check CHECK ((audience = 'external'::text)),
  constraint organizations_id_audience_fkey FOREIGN KEY (id, audience) REFERENCES principals(id, audience),
  constraint organizations_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200)))
);
CREATE UNIQUE INDEX organizations_name ON public.organizations USING btree (lower(name));
comment on table organizations is 'Client companies that external users belong to';

create table page_versions (
  id uuid not null,
  page_id uuid not null,
  number integer not null,
  content jsonb not null,
  published_at timestamp with time zone default now() not null,
  published_by uuid,
  constraint page_versions_pkey PRIMARY KEY (id),
  constraint page_versions_id_page_id_key UNIQUE (id, page_id),
  constraint page_versions_number_check CHECK ((number > 0)),
  constraint page_versions_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id),
  constraint page_versions_page_id_number_key UNIQUE (page_id, number),
  constraint page_versions_published_by_fkey FOREIGN KEY (published_by) REFERENCES users(id)
);
comment on table page_versions is 'Published states of a page, never changed. Grants of its widgets name it';

create table pages (
  id uuid not null,
  portal_id uuid not null,
  code text not null,
  name text not null,
  sort integer default 0 not null,
  draft jsonb default '{"widgets": []}'::jsonb not null,
  draft_version integer default 1 not null,
  current_version_id uuid,
  created_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone,
  constraint pages_pkey PRIMARY KEY (id),
  constraint pages_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint pages_current_version_id_id_fkey FOREIGN KEY (current_version_id, id) REFERENCES page_versions(id, page_id),
  constraint pages_id_portal_id_key UNIQUE (id, portal_id),
  constraint pages_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint pages_portal_id_fkey FOREIGN KEY (portal_id) REFERENCES portals(id)
);
CREATE UNIQUE INDEX pages_code ON public.pages USING btree (portal_id, code) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX pages_current_version ON public.pages USING btree (current_version_id) WHERE (current_version_id IS NOT NULL);
CREATE INDEX pages_navigation ON public.pages USING btree (portal_id, sort) WHERE (deleted_at IS NULL);
comment on table pages is 'Pages of a portal: the draft and which version outsiders see';

create table passkeys (
  id uuid not null,
  user_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint default 0 not null,
  transports text[] default '{}'::text[] not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_credential_id_key UNIQUE (credential_id),
  constraint passkeys_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60))),
  constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX passkeys_user ON public.passkeys USING btree (user_id);
comment on table passkeys is 'WebAuthn credentials: each is a way in by itself, because it proves the device and the person before it';
comment on column passkeys.counter is 'Signatures the device has counted; one that goes back is a copy and is refused (WebAuthn 7.2 step 22)';

create table password_resets (
  id uuid not null,
  user_id uuid not null,
  side text not null,
  token_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint password_resets_pkey PRIMARY KEY (id),
  constraint password_resets_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'portal'::text]))),
  constraint password_resets_token_hash_key UNIQUE (token_hash),
  constraint password_resets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX password_resets_user ON public.password_resets USING btree (user_id);
comment on table password_resets is 'Links for a new password: 30 minutes, one use, killed by a newer one, a change of e-mail or password, a lock';

create table pause_readers (
  group_id uuid not null,
  constraint pause_readers_pkey PRIMARY KEY (group_id),
  constraint pause_readers_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id)
);
comment on table pause_readers is 'Groups whose people are told by mail when somebody''s sign-in pauses';

create table portals (
  id uuid not null,
  workspace_id uuid not null,
  group_id uuid not null,
  state text default 'inactive'::text not null,
  audience text default 'external'::text not null,
  name text not null,
  branding jsonb default '{}'::jsonb not null,
  home_page_id uuid,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  activated_at timestamp with time zone,
  version integer default 1 not null,
  constraint portals_pkey PRIMARY KEY (id),
  constraint portals_audience_check CHECK ((audience = 'external'::text)),
  constraint portals_check CHECK (((state <> 'active'::text) OR (activated_at IS NOT NULL))),
  constraint portals_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint portals_group_id_audience_fkey FOREIGN KEY (group_id, audience) REFERENCES groups(id, audience),
  constraint portals_home_page_id_id_fkey FOREIGN KEY (home_page_id, id) REFERENCES pages(id, portal_id) DEFERRABLE INITIALLY DEFERRED,
  constraint portals_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint portals_state_check CHECK ((state = ANY (ARRAY['inactive'::text, 'active'::text, 'disabled'::text]))),
  constraint portals_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint portals_workspace_id_key UNIQUE (workspace_id)
);
CREATE INDEX portals_group ON public.portals USING btree (group_id);
comment on table portals is 'A workspace''s site for external users. disabled keeps the pages';
comment on column portals.group_id is 'The group of this portal''s users: accepting an invitation joins it, and what published pages expose is granted to it';

create table principals (
  id uuid not null,
  kind text not null,
  audience text not null,
  constraint principals_pkey PRIMARY KEY (id),
  constraint principals_audience_check CHECK ((audience = ANY (ARRAY['employees'::text, 'external'::text]))),
  constraint principals_id_audience_key UNIQUE (id, audience),
  constraint principals_id_kind_key UNIQUE (id, kind),
  constraint principals_kind_check CHECK ((kind = ANY (ARRAY['user'::text, 'group'::text, 'org_element'::text, 'organization'::text])))
);
comment on table principals is 'Whom a grant can name. Members and grants repeat the audience in their foreign keys, so that the database itself refuses to mix employees and outsiders (the external wall)';

create table process_events (
  instance_id uuid not null,
  number integer not null,
  at timestamp with time zone default now() not null,
  command_id uuid not null,
  actor_user_id uuid,
  event jsonb not null,
  constraint process_events_pkey PRIMARY KEY (instance_id, number),
  constraint process_events_actor_user_id_fkey FOREIGN KEY (actor_user_id) REFERENCES users(id),
  constraint process_events_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instances(id)
);
comment on table process_events is 'Append-only history; folding it gives the live rows';

create table process_instances (
  id uuid not null,
  process_id uuid not null,
  version_id uuid not null,
  number bigint generated always as identity not null,
  name text not null,
  initiator_id uuid,
  app_id uuid,
  item_id uuid,
  state text not null,
  next_key integer default 1 not null,
  passed text[] default '{}'::text[] not null,
  events_count integer default 0 not null,
  started_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint process_instances_pkey PRIMARY KEY (id),
  constraint process_instances_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint process_instances_check CHECK (((state = 'active'::text) = (ended_at IS NULL))),
  constraint process_instances_check1 CHECK (((app_id IS NULL) = (item_id IS NULL))),
  constraint process_instances_initiator_id_fkey FOREIGN KEY (initiator_id) REFERENCES users(id),
  constraint process_instances_process_id_fkey FOREIGN KEY (process_id) REFERENCES processes(id),
  constraint process_instances_state_check CHECK ((state = ANY (ARRAY['active'::text, 'completed'::text, 'cancelled'::text]))),
  constraint process_instances_version_id_process_id_fkey FOREIGN KEY (version_id, process_id) REFERENCES process_versions(id, process_id)
);
CREATE INDEX process_instances_initiator ON public.process_instances USING btree (initiator_id, started_at DESC);
CREATE INDEX process_instances_item ON public.process_instances USING btree (app_id, item_id);
CREATE INDEX process_instances_process ON public.process_instances USING btree (process_id, state, started_at DESC);
comment on table process_instances is 'Runs of a version. A step locks this row first, always: without that lock two branches finishing together lose the join';
comment on column process_instances.passed is 'Ids of elements completed at least once, in the order of their first completion';

create table process_variables (
  instance_id uuid not null,
  scope_key integer not null,
  name text not null,
  value jsonb not null,
  constraint process_variables_pkey PRIMARY KEY (instance_id, scope_key, name),
  constraint process_variables_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instances(id)
);
comment on table process_variables is 'The context of an instance, by scope';

create table process_versions (
  id uuid not null,
  process_id uuid not null,
  number integer not null,
  app_id uuid,
  xml text not null,
  definition jsonb not null,
  published_at timestamp with time zone default now() not null,
  published_by uuid,
  constraint process_versions_pkey PRIMARY KEY (id),
  constraint process_versions_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint process_versions_id_process_id_key UNIQUE (id, process_id),
  constraint process_versions_number_check CHECK ((number > 0)),
  constraint process_versions_process_id_fkey FOREIGN KEY (process_id) REFERENCES processes(id),
  constraint process_versions_process_id_number_key UNIQUE (process_id, number),
  constraint process_versions_published_by_fkey FOREIGN KEY (published_by) REFERENCES users(id)
);
comment on table process_versions is 'Deployed states, never changed; an instance keeps its version';
comment on column process_versions.app_id is 'The app whose item an instance works on, resolved when it was published; starting makes the item';

create table processes (
  id uuid not null,
  workspace_id uuid not null,
  app_id uuid,
  code text not null,
  name text not null,
  draft_xml text not null,
  draft_version integer default 1 not null,
  current_version_id uuid,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  constraint processes_pkey PRIMARY KEY (id),
  constraint processes_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint processes_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint processes_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint processes_current_version_id_id_fkey FOREIGN KEY (current_version_id, id) REFERENCES process_versions(id, process_id),
  constraint processes_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint processes_workspace_id_code_key UNIQUE (workspace_id, code),
  constraint processes_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE UNIQUE INDEX processes_name ON public.processes USING btree (workspace_id, lower(name)) WHERE (deleted_at IS NULL);
comment on table processes is 'Drawn processes: the draft and which version new instances take';
comment on column processes.app_id is 'The app of the published version, and what a new draft begins from';

create table provider_portals (
  provider_id uuid not null,
  portal_id uuid not null,
  constraint provider_portals_pkey PRIMARY KEY (provider_id, portal_id),
  constraint provider_portals_portal_id_fkey FOREIGN KEY (portal_id) REFERENCES portals(id) ON DELETE CASCADE,
  constraint provider_portals_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX provider_portals_portal ON public.provider_portals USING btree (portal_id);
comment on table provider_portals is 'At whose doors a provider is offered, beside that of employees';

create table provider_visits (
  id uuid not null,
  provider_id uuid not null,
  proof_id uuid,
  session_id uuid,
  secret_sealed bytea not null,
  back text not null,
  expires_at timestamp with time zone not null,
  constraint provider_visits_pkey PRIMARY KEY (id),
  constraint provider_visits_back_check CHECK ((back ~~ '/%'::text)),
  constraint provider_visits_check CHECK (((proof_id IS NULL) <> (session_id IS NULL))),
  constraint provider_visits_proof_id_fkey FOREIGN KEY (proof_id) REFERENCES open_proofs(id) ON DELETE CASCADE,
  constraint provider_visits_proof_id_key UNIQUE (proof_id),
  constraint provider_visits_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
  constraint provider_visits_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE,
  constraint provider_visits_session_id_key UNIQUE (session_id)
);
comment on table provider_visits is 'Somebody who was sent to a provider and is awaited back, once: at a door, or to link an identity to the account of a session';
comment on column provider_visits.secret_sealed is 'From which what is sent along and has to come back is made (state, nonce, code verifier, id of a request)';
comment on column provider_visits.back is 'Where the provider sends back to, below our address';

create table providers (
  id uuid not null,
  name text not null,
  issuer text not null,
  client_id text,
  secret_sealed bytea,
  for_employees boolean default true not null,
  domains text[] default '{}'::text[] not null,
  creates_people boolean default false not null,
  enabled_at timestamp with time zone,
  refused_at timestamp with time zone,
  refused_why text,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  changed_by uuid,
  changed_at timestamp with time zone default now() not null,
  protocol text not null,
  sign_in_url text,
  certificates text,
  renames_people boolean default false not null,
  constraint providers_pkey PRIMARY KEY (id),
  constraint providers_certificates_check CHECK ((length(certificates) <= 60000)),
  constraint providers_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint providers_check CHECK (((NOT creates_people) OR (for_employees AND (cardinality(domains) > 0)))),
  constraint providers_client_id_check CHECK (((length(client_id) >= 1) AND (length(client_id) <= 300))),
  constraint providers_connection CHECK (
CASE protocol
    WHEN 'openid'::text THEN ((client_id IS NOT NULL) AND (secret_sealed IS NOT NULL) AND (sign_in_url IS NULL) AND (certificates IS NULL))
    ELSE ((client_id IS NULL) AND (secret_sealed IS NULL) AND (sign_in_url IS NOT NULL) AND (certificates IS NOT NULL))
END),
  constraint providers_domains_check CHECK ((cardinality(domains) <= 50)),
  constraint providers_id_issuer_key UNIQUE (id, issuer),
  constraint providers_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 500))),
  constraint providers_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60))),
  constraint providers_protocol_check CHECK ((protocol = ANY (ARRAY['openid'::text, 'saml'::text]))),
  constraint providers_sign_in_url_check CHECK ((length(sign_in_url) <= 1000))
);
CREATE UNIQUE INDEX providers_name ON public.providers USING btree (lower(name));
comment on table providers is 'Servers that say who somebody is, by OpenID Connect or SAML 2.0';
comment on column providers.issuer is 'Who signs (SAML: entity ID); with linked people it does not change, because they would be others there';
comment on column providers.secret_sealed is 'OpenID Connect: of the client, sealed under the key of the installation (base/secret-box.ts)';
comment on column providers.domains is 'Whose e-mail addresses it is believed about, in canonical form; empty: nobody is linked by address';
comment on column providers.creates_people is 'Whoever has an address of these domains and no account becomes an employee when signing in';
comment on column providers.enabled_at is 'null: off, nobody comes in by it';
comment on column providers.refused_at is 'The last sign-in by it that was refused; why is for administrators only';
comment on column providers.sign_in_url is 'SAML: where browsers are sent (HTTP-Redirect binding)';
comment on column providers.certificates is 'SAML: PEM of the keys it signs with; several while it changes them';
comment on column providers.renames_people is 'At each sign-in the name here becomes the one it tells; never the address';

create table recovery_codes (
  user_id uuid not null,
  code_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (user_id, code_hash),
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
comment on table recovery_codes is 'Ten codes for who has lost the device; each works once, only the SHA-256 is stored';

create table rescues (
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint rescues_pkey PRIMARY KEY (id),
  constraint rescues_check CHECK (((used_at IS NULL) OR (withdrawn_at IS NULL))),
  constraint rescues_token_hash_key UNIQUE (token_hash),
  constraint rescues_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
comment on table rescues is 'Links for a System supervisor without any factor left, made on the server by portico rescue: 15 minutes, one use, the latest only';

create table seat_pools (
  kind text not null,
  occupied integer default 0 not null,
  grace_began_at timestamp with time zone,
  constraint seat_pools_pkey PRIMARY KEY (kind),
  constraint seat_pools_kind_check CHECK ((kind = ANY (ARRAY['named'::text, 'concurrent'::text, 'external'::text, 'solution:crm'::text, 'solution:projects'::text]))),
  constraint seat_pools_occupied_check CHECK ((occupied >= 0))
);
comment on table seat_pools is 'One row a kind, locked by whoever takes a seat, so that the last one is taken once';
comment on column seat_pools.occupied is 'Seats held now; kept by triggers on seats, so that taking the last of 100,000 counts nothing';
comment on column seat_pools.grace_began_at is 'When the first seat above the packs was given under the rule grace; a new grace begins 90 days after the last one began';

create table seats (
  id uuid not null,
  kind text not null,
  user_id uuid not null,
  taken_at timestamp with time zone default now() not null,
  freed_at timestamp with time zone,
  free_reason text,
  user_kind text generated always as (
CASE kind
    WHEN 'external'::text THEN 'external'::text
    ELSE 'employee'::text
END) stored not null,
  constraint seats_pkey PRIMARY KEY (id),
  constraint seats_check CHECK (((freed_at IS NULL) = (free_reason IS NULL))),
  constraint seats_free_reason_check CHECK ((free_reason = ANY (ARRAY['locked'::text, 'cancelled'::text, 'declined'::text, 'deleted'::text, 'signed_out'::text, 'idle'::text, 'left_group'::text, 'shared'::text, 'privileged'::text]))),
  constraint seats_kind_fkey FOREIGN KEY (kind) REFERENCES seat_pools(kind),
  constraint seats_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind)
);
CREATE INDEX seats_by_kind ON public.seats USING btree (kind, id);
CREATE INDEX seats_freed ON public.seats USING btree (kind, freed_at) WHERE (freed_at IS NOT NULL);
CREATE UNIQUE INDEX seats_held ON public.seats USING btree (kind, user_id) WHERE (freed_at IS NULL);
CREATE INDEX seats_held_by_kind ON public.seats USING btree (kind, id) WHERE (freed_at IS NULL);
CREATE TRIGGER seats_counted AFTER UPDATE ON public.seats REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_seats();
CREATE TRIGGER seats_counted_in AFTER INSERT ON public.seats REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_seats();
CREATE TRIGGER seats_counted_out AFTER DELETE ON public.seats REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_seats();
CREATE TRIGGER seats_freed_end_tokens AFTER UPDATE OF freed_at ON public.seats FOR EACH ROW WHEN (((new.kind = 'named'::text) AND (old.freed_at IS NULL) AND (new.freed_at IS NOT NULL))) EXECUTE FUNCTION end_tokens_without_seat();
comment on table seats is 'The ledger: who holds or held a seat, since when, until when';
comment on column seats.free_reason is 'signed_out, idle: a concurrent seat; left_group: a solution''s seat; shared, privileged: the person went from a named seat to the concurrent ones, or back';

create table security_settings (
  id boolean default true not null,
  password_length integer default 12 not null,
  password_mixed boolean default false not null,
  password_blocked text[] default '{}'::text[] not null,
  password_days integer,
  password_reminder_days integer,
  password_overdue_locks boolean default false not null,
  tries integer default 10 not null,
  tries_reset_minutes integer default 15 not null,
  pause_minutes integer default 15 not null,
  recovery boolean default true not null,
  factor_employees text default 'chosen'::text not null,
  factor_external text default 'chosen'::text not null,
  factor_kinds text[] default '{totp,passkey,email_code}'::text[] not null,
  idle_minutes_employee integer default 480 not null,
  idle_minutes_portal integer default 30 not null,
  sessions_employee integer,
  sessions_portal integer,
  version integer default 1 not null,
  changed_at timestamp with time zone default now() not null,
  changed_by uuid,
  constraint security_settings_pkey PRIMARY KEY (id),
  constraint security_settings_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  constraint security_settings_check CHECK (((factor_kinds <@ '{totp,passkey,email_code}'::text[]) AND ((cardinality(factor_kinds) > 0) OR ((factor_employees = ANY (ARRAY['none'::text, 'chosen'::text])) AND (factor_external = ANY (ARRAY['none'::text, 'chosen'::text])))))),
  constraint security_settings_factor_employees_check CHECK ((factor_employees = ANY (ARRAY['none'::text, 'chosen'::text, 'administrators'::text, 'everybody'::text]))),
  constraint security_settings_factor_external_check CHECK ((factor_external = ANY (ARRAY['none'::text, 'chosen'::text, 'everybody'::text]))),
  constraint security_settings_id_check CHECK (id),
  constraint security_settings_idle_minutes_employee_check CHECK (((idle_minutes_employee >= 5) AND (idle_minutes_employee <= 1440))),
  constraint security_settings_idle_minutes_portal_check CHECK (((idle_minutes_portal >= 5) AND (idle_minutes_portal <= 720))),
  constraint security_settings_password_blocked_check CHECK ((cardinality(password_blocked) <= 1000)),
  constraint security_settings_password_days_check CHECK (((password_days >= 1) AND (password_days <= 3650))),
  constraint security_settings_password_length_check CHECK (((password_length >= 8) AND (password_length <= 64))),
  constraint security_settings_password_reminder_days_check CHECK (((password_reminder_days >= 1) AND (password_reminder_days <= 365))),
  constraint security_settings_pause_minutes_check CHECK (((pause_minutes >= 0) AND (pause_minutes <= 43200))),
  constraint security_settings_sessions_employee_check CHECK (((sessions_employee >= 1) AND (sessions_employee <= 100))),
  constraint security_settings_sessions_portal_check CHECK (((sessions_portal >= 1) AND (sessions_portal <= 100))),
  constraint security_settings_tries_check CHECK (((tries >= 0) AND (tries <= 100))),
  constraint security_settings_tries_reset_minutes_check CHECK (((tries_reset_minutes >= 0) AND (tries_reset_minutes <= 43200)))
);
CREATE TRIGGER security_settings_kept BEFORE DELETE ON public.security_settings FOR EACH ROW EXECUTE FUNCTION refuse_settings_delete();
CREATE TRIGGER security_settings_kept_whole BEFORE TRUNCATE ON public.security_settings FOR EACH STATEMENT EXECUTE FUNCTION refuse_settings_delete();
comment on table security_settings is 'How people sign in: exactly one row. Read by every statement it binds; nothing of it is kept in a process';
comment on column security_settings.password_mixed is 'Upper and lower case, a digit and another sign are demanded';
comment on column security_settings.password_blocked is 'Words of the company no password may be made of, beside its name and the person''s';
comment on column security_settings.password_days is 'null: passwords do not age';
comment on column security_settings.password_reminder_days is 'Days between mails about an overdue password; null: one mail';
comment on column security_settings.password_overdue_locks is 'Whoever has an overdue password sets a new one before coming in';
comment on column security_settings.tries is 'Wrong passwords until sign-in pauses; 0: never';
comment on column security_settings.tries_reset_minutes is 'After how long a wrong password is forgotten; 0: only a right one forgets it';
comment on column security_settings.pause_minutes is 'How long sign-in pauses; 0: until an administrator lifts it (of the supervisor, 15 minutes)';
comment on column security_settings.recovery is 'Whether employees may ask for a new password by mail; portals have a switch of their own';
comment on column security_settings.factor_employees is 'Second factor: none offered, chosen by each person, demanded of administrators, of everybody';
comment on column security_settings.factor_kinds is 'Which can be set up; what a person has set up before stays good';
comment on column security_settings.sessions_employee is 'Sessions one person may have at once; null: any number';

create table sessions (
  id uuid not null,
  token_hash bytea not null,
  user_id uuid not null,
  side text not null,
  created_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  user_agent text default ''::text not null,
  address text default ''::text not null,
  proved_at timestamp with time zone,
  user_kind text generated always as (
CASE side
    WHEN 'portal'::text THEN 'external'::text
    ELSE 'employee'::text
END) stored not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_check CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint sessions_end_reason_check CHECK ((end_reason = ANY (ARRAY['signed_out'::text, 'locked'::text, 'password_changed'::text, 'ended_by_user'::text, 'ended_by_administrator'::text, 'seat_withdrawn'::text, 'expired'::text]))),
  constraint sessions_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'portal'::text, 'token'::text]))),
  constraint sessions_token_hash_key UNIQUE (token_hash),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint sessions_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind)
);
CREATE INDEX sessions_latest ON public.sessions USING btree (user_id, created_at DESC);
CREATE INDEX sessions_living ON public.sessions USING btree (expires_at) WHERE (ended_at IS NULL);
CREATE INDEX sessions_user ON public.sessions USING btree (user_id) WHERE (ended_at IS NULL);
CREATE TRIGGER sessions_ended_free_seat AFTER UPDATE OF ended_at ON public.sessions FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL) AND (new.side = 'employee'::text))) EXECUTE FUNCTION free_seat_of_ended_session();
comment on table sessions is 'Who is signed in. Read at every request; only the SHA-256 of the cookie is stored';
comment on column sessions.side is 'Whose cookie opens it; token: no cookie does, a program sends the secret with each request';
comment on column sessions.proved_at is 'When the person last proved who she is: at sign-in, and again when a dangerous operation asked. null: never, as for whatever no person signed in to; such a session never passes';
comment on column sessions.user_kind is 'Ties the side to the kind of the user: no employee session and no token for an outsider, whichever way in';

create table sign_in_attempts (
  id bigint generated always as identity not null,
  account_key text not null,
  address text not null,
  at timestamp with time zone default now() not null,
  familiar boolean default false not null,
  pauses_until timestamp with time zone,
  constraint sign_in_attempts_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempts_account ON public.sign_in_attempts USING btree (account_key, at);
CREATE INDEX sign_in_attempts_address ON public.sign_in_attempts USING btree (address, at);
comment on table sign_in_attempts is 'Failed tries, known accounts or not, counted per canonical e-mail and per source by every process alike. Swept after a day';
comment on column sign_in_attempts.familiar is 'From an address the person has signed in from lately: counted apart, so that an attacker elsewhere cannot keep her out (AT-116)';
comment on column sign_in_attempts.pauses_until is 'The try that began a pause; those before it are counted no more';

create table storage_use (
  shard integer not null,
  bytes bigint not null,
  constraint storage_use_pkey PRIMARY KEY (shard),
  constraint storage_use_shard_check CHECK (((shard >= 0) AND (shard <= 15)))
);
comment on table storage_use is 'Bytes of all files, in parts: each connection of the database keeps its own, so that uploads do not wait for each other. Only the sum means something';

create table substitution_rules (
  substitution_id uuid not null,
  absent_id uuid not null,
  position integer not null,
  name text not null,
  process_id uuid,
  workspace_id uuid,
  condition text,
  substitute_id uuid not null,
  employee text default 'employee'::text not null,
  constraint substitution_rules_pkey PRIMARY KEY (substitution_id, "position"),
  constraint substitution_rules_condition_check CHECK ((length(condition) <= 4000)),
  constraint substitution_rules_employee_check CHECK ((employee = 'employee'::text)),
  constraint substitution_rules_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint substitution_rules_not_oneself CHECK ((substitute_id <> absent_id)),
  constraint substitution_rules_position_check CHECK (("position" > 0)),
  constraint substitution_rules_process_id_fkey FOREIGN KEY (process_id) REFERENCES processes(id),
  constraint substitution_rules_substitute_id_employee_fkey FOREIGN KEY (substitute_id, employee) REFERENCES users(id, kind),
  constraint substitution_rules_substitution_id_absent_id_fkey FOREIGN KEY (substitution_id, absent_id) REFERENCES substitutions(id, absent_id) ON DELETE CASCADE,
  constraint substitution_rules_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX substitution_rules_substitute ON public.substitution_rules USING btree (substitute_id);
comment on table substitution_rules is 'Which tasks go to somebody else than the main substitute: asked in order, the first that fits decides';
comment on column substitution_rules.absent_id is 'Repeated from the substitution, so that nobody can be her own substitute in a rule either';
comment on column substitution_rules.condition is 'FEEL over process, workspace, name, due and item; null: whatever else the rule names';

create table substitutions (
  id uuid not null,
  type text not null,
  absent_id uuid not null,
  substitute_id uuid,
  employee text default 'employee'::text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  time_zone text default 'UTC'::text not null,
  move_tasks text default 'none'::text not null,
  give_back boolean default true not null,
  note text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  moved_at timestamp with time zone,
  settled_at timestamp with time zone,
  version integer default 1 not null,
  constraint substitutions_pkey PRIMARY KEY (id),
  constraint substitutions_absent_id_employee_fkey FOREIGN KEY (absent_id, employee) REFERENCES users(id, kind),
  constraint substitutions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint substitutions_employee_check CHECK ((employee = 'employee'::text)),
  constraint substitutions_id_absent_id_key UNIQUE (id, absent_id),
  constraint substitutions_move_tasks_check CHECK ((move_tasks = ANY (ARRAY['none'::text, 'due'::text, 'all'::text]))),
  constraint substitutions_not_oneself CHECK ((substitute_id <> absent_id)),
  constraint substitutions_note_check CHECK ((length(note) <= 500)),
  constraint substitutions_period CHECK ((starts_at < ends_at)),
  constraint substitutions_somebody CHECK (((type = 'inform'::text) OR (substitute_id IS NOT NULL))),
  constraint substitutions_substitute_id_employee_fkey FOREIGN KEY (substitute_id, employee) REFERENCES users(id, kind),
  constraint substitutions_type_check CHECK ((type = ANY (ARRAY['inform'::text, 'reassign'::text, 'all_access'::text])))
);
CREATE INDEX substitutions_absent ON public.substitutions USING btree (absent_id, ends_at);
CREATE INDEX substitutions_all_access ON public.substitutions USING btree (substitute_id, ends_at) WHERE (type = 'all_access'::text);
CREATE INDEX substitutions_list ON public.substitutions USING btree (starts_at DESC, id DESC);
CREATE INDEX substitutions_substitute ON public.substitutions USING btree (substitute_id, starts_at DESC);
CREATE INDEX substitutions_taking ON public.substitutions USING btree (ends_at) INCLUDE (absent_id, starts_at) WHERE (type <> 'inform'::text);
CREATE INDEX substitutions_to_move ON public.substitutions USING btree (starts_at) WHERE (moved_at IS NULL);
CREATE INDEX substitutions_to_settle ON public.substitutions USING btree (ends_at) WHERE (settled_at IS NULL);
CREATE TRIGGER substitutions_begun BEFORE UPDATE ON public.substitutions FOR EACH ROW WHEN (((old.starts_at <= now()) AND ((((((old.type IS DISTINCT FROM new.type) OR (old.absent_id IS DISTINCT FROM new.absent_id)) OR (old.starts_at IS DISTINCT FROM new.starts_at)) OR (old.move_tasks IS DISTINCT FROM new.move_tasks)) OR (old.give_back IS DISTINCT FROM new.give_back)) OR (old.substitute_id IS DISTINCT FROM new.substitute_id) OR ((old.ends_at <> new.ends_at) AND ((old.ends_at <= now()) OR (new.ends_at < now())))))) EXECUTE FUNCTION refuse_begun_substitution_change();
CREATE TRIGGER substitutions_kept BEFORE DELETE ON public.substitutions FOR EACH ROW WHEN ((old.starts_at <= now())) EXECUTE FUNCTION refuse_begun_substitution_change();
CREATE TRIGGER substitutions_one_at_a_time BEFORE INSERT OR UPDATE OF absent_id, starts_at, ends_at ON public.substitutions FOR EACH ROW EXECUTE FUNCTION refuse_overlapping_substitution();
comment on table substitutions is 'For these moments, the substitute acts for the absent person. inform: nothing moves; reassign: new tasks go to the substitute; all_access: that, and the absent person''s data rights, never administration';
comment on column substitutions.employee is 'Ties both to employees: nobody from outside substitutes or is substituted, whichever way in';
comment on column substitutions.ends_at is 'The moment from which it is over: it ends by itself, in every statement that asks, not by a job';
comment on column substitutions.time_zone is 'The zone its moments were entered in and are shown in';
comment on column substitutions.move_tasks is 'Tasks the absent person has when it starts: none, those due within it, or all';
comment on column substitutions.give_back is 'At the end, open tasks that were taken over go back to the absent person';
comment on column substitutions.moved_at is 'When the tasks of the beginning had all been moved';
comment on column substitutions.settled_at is 'When everything that its end asks for had been done';

create table task_candidates (
  task_id uuid not null,
  principal_id uuid not null,
  open boolean default true not null,
  for_user_id uuid,
  substitution_id uuid,
  constraint task_candidates_pkey PRIMARY KEY (task_id, principal_id),
  constraint task_candidates_for_user_id_fkey FOREIGN KEY (for_user_id) REFERENCES users(id),
  constraint task_candidates_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principals(id),
  constraint task_candidates_substitution_id_fkey FOREIGN KEY (substitution_id) REFERENCES substitutions(id),
  constraint task_candidates_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id)
);
CREATE INDEX task_candidates_open ON public.task_candidates USING btree (principal_id, task_id) WHERE open;
CREATE INDEX task_candidates_substitution ON public.task_candidates USING btree (substitution_id) WHERE ((substitution_id IS NOT NULL) AND open);
comment on table task_candidates is 'Who may do a task. A group is one row: membership is looked up when somebody asks, so who left it can no more. The assignee is always among them';
comment on column task_candidates.open is 'Follows the task, so that lists of open work do not walk through all that was ever done';
comment on column task_candidates.for_user_id is 'For whom this candidate stands in';

create table task_events (
  id uuid not null,
  task_id uuid not null,
  at timestamp with time zone default now() not null,
  actor_user_id uuid,
  kind text not null,
  facts jsonb default '{}'::jsonb not null,
  constraint task_events_pkey PRIMARY KEY (id),
  constraint task_events_actor_user_id_fkey FOREIGN KEY (actor_user_id) REFERENCES users(id),
  constraint task_events_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'resolved'::text, 'fell_back'::text, 'claimed'::text, 'released'::text, 'reassigned'::text, 'completed'::text, 'cancelled'::text, 'taken_over'::text, 'given_back'::text]))),
  constraint task_events_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id)
);
CREATE INDEX task_events_task ON public.task_events USING btree (task_id, at);
comment on table task_events is 'What happened to a task; "resolved" tells each step of how its executor was chosen';

create table tasks (
  id uuid not null,
  name text not null,
  state text not null,
  instance_id uuid,
  element_key integer,
  element_id text,
  lane_id text,
  app_id uuid,
  item_id uuid,
  assignee_id uuid,
  executor jsonb,
  excluded uuid[] default '{}'::uuid[] not null,
  form jsonb default '[]'::jsonb not null,
  buttons jsonb default '[]'::jsonb not null,
  due_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  claimed_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by uuid,
  outcome text,
  fallback_reason text,
  version integer default 1 not null,
  for_user_id uuid,
  substitution_id uuid,
  constraint tasks_pkey PRIMARY KEY (id),
  constraint tasks_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint tasks_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES users(id),
  constraint tasks_check CHECK (((state = ANY (ARRAY['completed'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint tasks_check1 CHECK (((state <> 'claimed'::text) OR (assignee_id IS NOT NULL))),
  constraint tasks_check2 CHECK (((state <> 'ready'::text) OR (assignee_id IS NULL))),
  constraint tasks_check3 CHECK (((instance_id IS NULL) = (element_key IS NULL))),
  constraint tasks_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  constraint tasks_for_user_id_fkey FOREIGN KEY (for_user_id) REFERENCES users(id),
  constraint tasks_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instances(id),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'claimed'::text, 'completed'::text, 'cancelled'::text]))),
  constraint tasks_substitution_id_fkey FOREIGN KEY (substitution_id) REFERENCES substitutions(id)
);
CREATE INDEX tasks_assignee ON public.tasks USING btree (assignee_id, created_at DESC) WHERE (state = 'claimed'::text);
CREATE INDEX tasks_done_for ON public.tasks USING btree (for_user_id, ended_at DESC) WHERE ((for_user_id IS NOT NULL) AND (ended_at IS NOT NULL));
CREATE UNIQUE INDEX tasks_element ON public.tasks USING btree (instance_id, element_key) WHERE (instance_id IS NOT NULL);
CREATE INDEX tasks_ended_by ON public.tasks USING btree (ended_by, ended_at DESC) WHERE (ended_by IS NOT NULL);
CREATE INDEX tasks_item ON public.tasks USING btree (app_id, item_id) WHERE ((app_id IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX tasks_lane ON public.tasks USING btree (instance_id, lane_id, created_at DESC);
CREATE INDEX tasks_substitution ON public.tasks USING btree (substitution_id) WHERE ((substitution_id IS NOT NULL) AND (ended_at IS NULL));
comment on table tasks is 'Work waiting for a person. ready: candidates may claim it; claimed: the assignee has it';
comment on column tasks.executor is 'The rule it was given out by, with what the engine worked out of it; asked again when its executor is';
comment on column tasks.excluded is 'Users who must not do it: the initiator, or whoever did another task (four eyes)';
comment on column tasks.fallback_reason is 'Why it went to the System supervisor: nobody was left by the lane''s rule';
comment on column tasks.for_user_id is 'For whom the assignee has, or had, it: the absent person whose task it is';
comment on column tasks.substitution_id is 'The substitution by which it left that person; its end brings it back';

create table theme_images (
  kind text not null,
  storage_key text not null,
  media_type text not null,
  size integer not null,
  width integer not null,
  height integer not null,
  sha256 bytea not null,
  changed_at timestamp with time zone default now() not null,
  constraint theme_images_pkey PRIMARY KEY (kind),
  constraint theme_images_height_check CHECK (((height >= 1) AND (height <= 2000))),
  constraint theme_images_kind_check CHECK ((kind = ANY (ARRAY['logo'::text, 'sign_in_logo'::text, 'favicon'::text]))),
  constraint theme_images_media_type_check CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text]))),
  constraint theme_images_size_check CHECK (((size >= 1) AND (size <= 524288))),
  constraint theme_images_storage_key_key UNIQUE (storage_key),
  constraint theme_images_width_check CHECK (((width >= 1) AND (width <= 2000)))
);
comment on table theme_images is 'Pictures of the company on the employee side, readable by everybody, as the sign-in page shows them';

create table user_calendars (
  user_id uuid not null,
  from_day date not null,
  calendar_id uuid not null,
  constraint user_calendars_pkey PRIMARY KEY (user_id, from_day),
  constraint user_calendars_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendars(id),
  constraint user_calendars_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX user_calendars_calendar ON public.user_calendars USING btree (calendar_id);
comment on table user_calendars is 'Whose calendar is not the default one, and from which day: a planned change is a row of a later day';

create table user_photos (
  user_id uuid not null,
  user_kind text generated always as ('employee'::text) stored not null,
  storage_key text not null,
  media_type text not null,
  size integer not null,
  side integer not null,
  sha256 bytea not null,
  changed_at timestamp with time zone default now() not null,
  constraint user_photos_pkey PRIMARY KEY (user_id),
  constraint user_photos_media_type_check CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text]))),
  constraint user_photos_side_check CHECK (((side >= 1) AND (side <= 512))),
  constraint user_photos_size_check CHECK (((size >= 1) AND (size <= 262144))),
  constraint user_photos_storage_key_key UNIQUE (storage_key),
  constraint user_photos_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind)
);
comment on table user_photos is 'Squares of the faces of employees, seen by whoever sees the person; nobody from outside has one';

create table user_principals (
  user_id uuid not null,
  principal_id uuid not null,
  constraint user_principals_pkey PRIMARY KEY (user_id, principal_id)
);
CREATE INDEX user_principals_principal ON public.user_principals USING btree (principal_id, user_id);
CREATE TRIGGER user_principals_below_gained AFTER INSERT ON public.user_principals REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION element_principals_gained();
CREATE TRIGGER user_principals_below_lost AFTER DELETE ON public.user_principals REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION element_principals_lost();
CREATE TRIGGER user_principals_gained AFTER INSERT ON public.user_principals REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT WHEN ((current_setting('portico.difference'::text, true) = 'on'::text)) EXECUTE FUNCTION note_closure_changes();
CREATE TRIGGER user_principals_lost AFTER DELETE ON public.user_principals REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT WHEN ((current_setting('portico.difference'::text, true) = 'on'::text)) EXECUTE FUNCTION note_closure_changes();
comment on table user_principals is 'Closure: every principal a user counts as, herself included; kept by triggers in the transaction that changes a membership, and written by nothing else. Computed system groups are added by the view actor_principals';

create table users (
  id uuid not null,
  kind text not null,
  audience text generated always as (
CASE kind
    WHEN 'employee'::text THEN 'employees'::text
    ELSE 'external'::text
END) stored not null,
  status text not null,
  full_name text not null,
  email text,
  email_canonical text,
  phone text,
  organization_id uuid,
  password_hash text,
  language text default 'en'::text not null,
  time_zone text default 'UTC'::text not null,
  sign_in_paused_until timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  registered_at timestamp with time zone,
  locked_at timestamp with time zone,
  locked_by uuid,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  work_phone text,
  birth_date date,
  hire_date date,
  source text default 'invited'::text not null,
  displayed_position_id uuid,
  deleted_by uuid,
  password_set_at timestamp with time zone default now() not null,
  password_below_rules_at timestamp with time zone,
  password_reminded_at timestamp with time zone,
  directory_fields text[],
  date_format text,
  time_format text,
  number_format text,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_birth_date_check CHECK ((birth_date > '1900-01-01'::date)),
  constraint users_check CHECK (((email IS NULL) = (email_canonical IS NULL))),
  constraint users_check1 CHECK (((kind = 'external'::text) OR (status = ANY (ARRAY['invited'::text, 'active'::text, 'locked'::text, 'rejected'::text, 'cancelled'::text])))),
  constraint users_check2 CHECK (((kind = 'employee'::text) OR (status = ANY (ARRAY['not_registered'::text, 'active'::text, 'locked'::text])))),
  constraint users_check3 CHECK (((kind = 'external'::text) OR (organization_id IS NULL))),
  constraint users_check5 CHECK (((status = 'locked'::text) = (locked_at IS NOT NULL))),
  constraint users_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint users_date_format_check CHECK ((date_format = ANY (ARRAY['language'::text, 'iso'::text, 'dmy'::text, 'mdy'::text]))),
  constraint users_deleted_by_fkey FOREIGN KEY (deleted_by) REFERENCES users(id),
  constraint users_deleted_by_whom CHECK (((deleted_by IS NULL) OR (deleted_at IS NOT NULL))),
  constraint users_displayed_position_id_fkey FOREIGN KEY (displayed_position_id) REFERENCES org_elements(id) ON DELETE SET NULL,
  constraint users_email_check CHECK ((length(email) <= 320)),
  constraint users_full_name_check CHECK (((length(btrim(full_name)) >= 1) AND (length(btrim(full_name)) <= 200))),
  constraint users_hire_date_check CHECK ((hire_date > '1900-01-01'::date)),
  constraint users_id_audience_fkey FOREIGN KEY (id, audience) REFERENCES principals(id, audience),
  constraint users_id_kind_key UNIQUE (id, kind),
  constraint users_id_kind_status_key UNIQUE (id, kind, status),
  constraint users_kind_check CHECK ((kind = ANY (ARRAY['employee'::text, 'external'::text]))),
  constraint users_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text]))),
  constraint users_locked_by_fkey FOREIGN KEY (locked_by) REFERENCES users(id),
  constraint users_number_format_check CHECK ((number_format = ANY (ARRAY['language'::text, 'comma_point'::text, 'point_comma'::text, 'space_comma'::text]))),
  constraint users_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  constraint users_phone_check CHECK ((length(phone) <= 40)),
  constraint users_registered CHECK (((status <> ALL (ARRAY['active'::text, 'locked'::text])) OR ((registered_at IS NOT NULL) AND ((password_hash IS NOT NULL) OR (source = ANY (ARRAY['provider'::text, 'directory'::text])))))),
  constraint users_source_check CHECK ((source = ANY (ARRAY['set_up'::text, 'invited'::text, 'imported'::text, 'provider'::text, 'directory'::text]))),
  constraint users_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'not_registered'::text, 'active'::text, 'locked'::text, 'rejected'::text, 'cancelled'::text]))),
  constraint users_time_format_check CHECK ((time_format = ANY (ARRAY['language'::text, 'h23'::text, 'h12'::text]))),
  constraint users_work_phone_check CHECK ((length(work_phone) <= 40))
);
CREATE INDEX users_by_creation ON public.users USING btree (kind, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX users_by_email ON public.users USING btree (kind, COALESCE(email, ''::text), id) WHERE (deleted_at IS NULL);
CREATE INDEX users_by_hire ON public.users USING btree (kind, COALESCE(hire_date, '-infinity'::date), id) WHERE (deleted_at IS NULL);
CREATE INDEX users_by_registration ON public.users USING btree (kind, COALESCE(registered_at, '-infinity'::timestamp with time zone), id) WHERE (deleted_at IS NULL);
CREATE INDEX users_deleted ON public.users USING btree (kind, full_name, id) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX users_email ON public.users USING btree (email_canonical) WHERE (deleted_at IS NULL);
CREATE INDEX users_list ON public.users USING btree (kind, full_name, id) WHERE (deleted_at IS NULL);
CREATE INDEX users_organization ON public.users USING btree (organization_id) WHERE (organization_id IS NOT NULL);
CREATE INDEX users_search ON public.users USING gin ((((((((full_name || ' '::text) || COALESCE(email, ''::text)) || ' '::text) || COALESCE(phone, ''::text)) || ' '::text) || COALESCE(work_phone, ''::text))) gin_trgm_ops);
CREATE TRIGGER users_added AFTER INSERT ON public.users REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION users_added();
CREATE TRIGGER users_closure_moved AFTER UPDATE OF organization_id ON public.users FOR EACH ROW WHEN ((old.organization_id IS DISTINCT FROM new.organization_id)) EXECUTE FUNCTION users_closure();
CREATE TRIGGER users_directory_lock_forgotten AFTER UPDATE OF status ON public.users FOR EACH ROW WHEN (((old.status = 'locked'::text) AND (new.status <> 'locked'::text))) EXECUTE FUNCTION forget_directory_lock();
CREATE TRIGGER users_identities_forgotten AFTER UPDATE OF deleted_at ON public.users FOR EACH ROW WHEN (((new.deleted_at IS NOT NULL) AND (old.deleted_at IS NULL))) EXECUTE FUNCTION forget_identities();
CREATE TRIGGER users_kind_fixed BEFORE UPDATE OF kind ON public.users FOR EACH ROW WHEN ((old.kind IS DISTINCT FROM new.kind)) EXECUTE FUNCTION refuse_kind_change();
CREATE TRIGGER users_open_proofs_ended AFTER UPDATE ON public.users FOR EACH ROW WHEN ((((old.status = 'active'::text) AND (new.status <> 'active'::text)) OR ((new.deleted_at IS NOT NULL) AND (old.deleted_at IS NULL)) OR ((old.password_set_at IS DISTINCT FROM new.password_set_at) AND (old.password_hash IS DISTINCT FROM new.password_hash)))) EXECUTE FUNCTION end_open_proofs();
CREATE TRIGGER users_positions_vacated AFTER UPDATE OF deleted_at ON public.users FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL) AND (new.kind = 'employee'::text))) EXECUTE FUNCTION vacate_positions();
CREATE TRIGGER users_resets_withdrawn AFTER UPDATE ON public.users FOR EACH ROW WHEN (((old.email_canonical IS DISTINCT FROM new.email_canonical) OR (old.password_hash IS DISTINCT FROM new.password_hash) OR ((old.status = 'active'::text) AND (new.status <> 'active'::text)))) EXECUTE FUNCTION withdraw_password_resets();
CREATE TRIGGER users_supervisor_kept BEFORE UPDATE OF deleted_at ON public.users FOR EACH ROW WHEN ((new.deleted_at IS NOT NULL)) EXECUTE FUNCTION refuse_supervisor_delete();
comment on table users is 'People with an account: employees and external users';
comment on column users.status is 'employee: invited, active, locked, rejected, cancelled; external: not_registered, active, locked';
comment on column users.email_canonical is 'NFKC, lower case, no trailing dot: accounts are told apart by it';
comment on column users.phone is 'Mobile';
comment on column users.password_hash is 'Argon2id in PHC form, parameters included';
comment on column users.sign_in_paused_until is 'Too many wrong passwords: the status stays active, sign-in waits until then or until an administrator clears it. 9999-12-31: only an administrator does';
comment on column users.deleted_at is 'Deleted: found nowhere, login and seat free, memberships and positions ended. Status and name stay, for history and for restoring';
comment on column users.source is 'Where the account comes from: set_up the first visit, invited by hand, imported from a file, provider at the first sign-in through one, directory synchronized';
comment on column users.displayed_position_id is 'Which of several positions is shown beside the name; one that is not held any more counts for nothing';
comment on column users.password_set_at is 'When the password was chosen; hashing it anew with other parameters does not count';
comment on column users.password_below_rules_at is 'The last sign-in with a password that the rules of now would refuse; the person is told. null: none';
comment on column users.password_reminded_at is 'Last mail about an overdue password';
comment on column users.directory_fields is 'What a directory keeps of this person, under the names of the contract: nobody changes it by hand';
comment on column users.date_format is 'null, here and in the two beside it: as the company writes';

create table visibility (
  resource_kind text not null,
  resource_id uuid not null,
  principal_id uuid not null,
  audience text default 'employees'::text not null,
  constraint visibility_pkey PRIMARY KEY (resource_kind, resource_id, principal_id),
  constraint visibility_audience_check CHECK ((audience = 'employees'::text)),
  constraint visibility_principal_id_audience_fkey FOREIGN KEY (principal_id, audience) REFERENCES principals(id, audience),
  constraint visibility_resource_kind_check CHECK ((resource_kind = ANY (ARRAY['workspace'::text, 'app'::text])))
);
CREATE TRIGGER visibility_without_app_groups BEFORE INSERT OR UPDATE ON public.visibility FOR EACH ROW WHEN ((new.resource_kind = 'workspace'::text)) EXECUTE FUNCTION refuse_app_group_for_workspace();
comment on table visibility is 'Which groups of employees see a workspace or an app in menus and by its address. Says nothing about data';

create table workspaces (
  id uuid not null,
  code text not null,
  name text not null,
  description text default ''::text not null,
  icon text default 'folder'::text not null,
  sort integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  constraint workspaces_pkey PRIMARY KEY (id),
  constraint workspaces_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint workspaces_code_key UNIQUE (code),
  constraint workspaces_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint workspaces_description_check CHECK ((length(description) <= 1000)),
  constraint workspaces_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120)))
);
CREATE UNIQUE INDEX workspaces_name ON public.workspaces USING btree (lower(name)) WHERE (deleted_at IS NULL);
comment on table workspaces is 'Top sections that hold apps, pages and at most one portal';

create view actor_principals as
 SELECT user_principals.user_id,
    user_principals.principal_id
   FROM user_principals
UNION ALL
 SELECT users.id AS user_id,
        CASE users.kind
            WHEN 'employee'::text THEN '00000000-0000-7000-8000-000000000002'::uuid
            ELSE '00000000-0000-7000-8000-000000000003'::uuid
        END AS principal_id
   FROM users
  WHERE users.status = 'active'::text AND users.deleted_at IS NULL
UNION ALL
 SELECT company.supervisor_id AS user_id,
    '00000000-0000-7000-8000-000000000007'::uuid AS principal_id
   FROM company;
comment on view actor_principals is 'Whom a user counts as, computed system groups included. The only way access reads groups, org chart and organizations';

create view actor_grants as
 SELECT p.user_id AS actor_id,
    g.grant_id,
    g.resource_kind,
    g.resource_id,
    g.app_id,
    g.rights,
    g.narrowed_to,
    g.fields,
    g.mark,
    g.narrowed_field
   FROM live_grants g
     JOIN actor_principals p ON p.principal_id = g.principal_id;
comment on view actor_grants is 'Every live grant that reaches a user, through whichever principal';

create view task_workers as
 SELECT c.task_id,
    p.user_id,
    c.principal_id,
    c.state = 'claimed'::text AS holds
   FROM open_task_candidates c
     JOIN actor_principals p ON p.principal_id = c.principal_id
  WHERE works_on(p.user_id, c.state, c.assignee_id, c.excluded);
comment on view task_workers is 'Who may work on an open task now: its assignee while still among its candidates, or, when nobody has claimed it, each candidate';

create view live_grants as
 SELECT id AS grant_id,
    principal_id,
    resource_kind,
    resource_id,
    app_id,
    rights,
    narrowed_to,
    fields,
    (id::text || '.'::text) || xmin::text AS mark,
    narrowed_field
   FROM grants g
  WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AND (page_version_id IS NULL OR (EXISTS ( SELECT
           FROM pages
             JOIN portals ON portals.id = pages.portal_id
          WHERE pages.current_version_id = g.page_version_id AND pages.deleted_at IS NULL AND portals.state = 'active'::text)));
comment on view live_grants is 'Grants that count now';
comment on column live_grants.mark is 'Names the grant and the transaction that wrote it last: equal marks, equal grants';

create view open_task_candidates as
 SELECT c.task_id,
    c.principal_id,
    t.state,
    t.assignee_id,
    t.excluded
   FROM task_candidates c
     JOIN tasks t ON t.id = c.task_id
  WHERE c.open AND t.ended_at IS NULL;
comment on view open_task_candidates is 'Whom open tasks were offered to';

create view licensed_groups as
 SELECT g.id AS group_id,
    kinds.kind
   FROM groups g
     JOIN ( VALUES ('privileged_users'::text,'named'::text), ('crm_users'::text,'solution:crm'::text), ('projects_users'::text,'solution:projects'::text)) kinds(code, kind) ON g.scope = 'system'::text AND g.code = kinds.code;
comment on view licensed_groups is 'Groups whose members each take a licence, and of which kind. Nobody enters beyond what there is (seat_totals, migration 0026); when a pack ends nobody is thrown out';

create view org_draft_chart as
 SELECT e.id,
    e.kind,
        CASE
            WHEN d.element_id IS NULL THEN e.name
            ELSE d.name
        END AS name,
        CASE
            WHEN d.element_id IS NULL THEN e.parent_id
            ELSE d.parent_id
        END AS parent_id,
        CASE
            WHEN d.element_id IS NULL THEN e.lead_id
            ELSE d.lead_id
        END AS lead_id,
        CASE
            WHEN d.element_id IS NULL THEN e.sort
            ELSE d.sort
        END AS sort,
        CASE
            WHEN d.element_id IS NULL THEN 'same'::text
            ELSE 'changed'::text
        END AS state,
    d.changed_by,
    d.changed_at
   FROM org_elements e
     LEFT JOIN org_draft_elements d ON d.element_id = e.id
  WHERE e.deleted_at IS NULL AND d.removed IS DISTINCT FROM true
UNION ALL
 SELECT d.element_id AS id,
    d.kind,
    d.name,
    d.parent_id,
    d.lead_id,
    d.sort,
    'new'::text AS state,
    d.changed_by,
    d.changed_at
   FROM org_draft_elements d
  WHERE NOT d.removed AND NOT (EXISTS ( SELECT
           FROM org_elements e
          WHERE e.id = d.element_id AND e.deleted_at IS NULL));
comment on view org_draft_chart is 'The org chart as it would be after publishing the draft';

create view org_draft_people as
 SELECT m.element_id,
    m.user_id
   FROM org_members m
  WHERE NOT (EXISTS ( SELECT
           FROM org_draft_members d
          WHERE d.element_id = m.element_id AND d.user_id = m.user_id AND NOT d.is_member)) AND NOT (EXISTS ( SELECT
           FROM org_draft_elements r
          WHERE r.element_id = m.element_id AND r.removed))
UNION
 SELECT d.element_id,
    d.user_id
   FROM org_draft_members d
  WHERE d.is_member AND NOT (EXISTS ( SELECT
           FROM org_draft_elements r
          WHERE r.element_id = d.element_id AND r.removed));
comment on view org_draft_people is 'The people of departments and employee groups as they would be after publishing the draft';

create view user_positions as
 SELECT held.user_id,
    e.id AS element_id,
    e.kind,
    e.name,
    held.is_lead,
    row_number() OVER (PARTITION BY held.user_id ORDER BY (u.displayed_position_id IS DISTINCT FROM e.id), (NOT held.is_lead), (e.kind <> 'position'::text), e.name, e.id) = 1 AS is_displayed
   FROM ( SELECT org_elements.lead_id AS user_id,
            org_elements.id AS element_id,
            true AS is_lead
           FROM org_elements
          WHERE org_elements.lead_id IS NOT NULL
        UNION ALL
         SELECT org_members.user_id,
            org_members.element_id,
            false
           FROM org_members) held
     JOIN org_elements e ON e.id = held.element_id
     JOIN users u ON u.id = held.user_id;
comment on view user_positions is 'Every place a user has in the org chart; exactly one of them is displayed: the chosen one, else a lead, a position, by name';

create view all_access_substitutions as
 SELECT s.id,
    s.substitute_id,
    s.absent_id
   FROM substitutions s
     JOIN users a ON a.id = s.absent_id
  WHERE s.type = 'all_access'::text AND s.starts_at <= now() AND s.ends_at > now() AND a.status = 'active'::text AND a.deleted_at IS NULL;
comment on view all_access_substitutions is 'Who has whose data rights now. Whether the substitute is active is asked where her session is';

create view substituted_principals as
 SELECT s.substitute_id AS actor_id,
    s.id AS substitution_id,
    s.absent_id,
    p.principal_id
   FROM all_access_substitutions s
     JOIN user_principals p ON p.user_id = s.absent_id
  WHERE p.principal_id <> ALL (ARRAY['00000000-0000-7000-8000-000000000001'::uuid, '00000000-0000-7000-8000-000000000004'::uuid, '00000000-0000-7000-8000-000000000005'::uuid, '00000000-0000-7000-8000-000000000006'::uuid]);
comment on view substituted_principals is 'Whom an absent person counts as, for whoever has her data rights: never Administrators, Privileged users or the groups of solutions. The supervisor''s role and All users are computed and not in user_principals';

create view substituted_grants as
 SELECT p.actor_id,
    p.substitution_id,
    p.absent_id,
    g.grant_id,
    g.resource_kind,
    g.resource_id,
    g.app_id,
    g.rights,
    g.narrowed_to
   FROM substituted_principals p
     JOIN live_grants g ON g.principal_id = p.principal_id
UNION ALL
 SELECT s.substitute_id AS actor_id,
    s.id AS substitution_id,
    s.absent_id,
    g.grant_id,
    g.resource_kind,
    g.resource_id,
    g.app_id,
    g.rights,
    g.narrowed_to
   FROM all_access_substitutions s
     JOIN head_grants g ON g.actor_id = s.absent_id;
comment on view substituted_grants is 'Live grants that reach an absent person, or somebody below in the org chart, for whoever has her data rights';

create view shown_absences as
 SELECT absent_id AS user_id,
    starts_at,
    ends_at
   FROM substitutions s
  WHERE ends_at > now() AND starts_at <= (now() + (( SELECT company.absence_notice_days
           FROM company))::double precision * '1 day'::interval);
comment on view shown_absences is 'Absences that run or begin within the days of notice: from when to when, for whoever sees the person';

create view seat_totals as
 SELECT p.kind,
    p.occupied,
    sums.total,
    p.grace_began_at,
    rule.at_limit,
    rule.grace_days,
    sums.total + sums.lapsed AS granted,
    sums.total + sums.lapsed +
        CASE
            WHEN rule.may_grace THEN ceil((sums.total + sums.lapsed)::numeric / 10.0)::integer
            ELSE 0
        END AS seat_limit
   FROM seat_pools p
     CROSS JOIN license_settings s
     CROSS JOIN LATERAL ( SELECT license_now() AS now) clock
     CROSS JOIN LATERAL ( SELECT s.at_limit,
            s.grace_days,
            s.at_limit = 'grace'::text AND (p.grace_began_at IS NULL OR clock.now < (p.grace_began_at + make_interval(days => s.grace_days)) OR clock.now >= (p.grace_began_at + '90 days'::interval)) AS may_grace) rule
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(k.seats) FILTER (WHERE k.valid_to IS NULL OR k.valid_to > clock.now), 0::bigint)::integer AS total,
            COALESCE(sum(k.seats) FILTER (WHERE s.at_limit = 'grace'::text AND k.valid_to <= clock.now AND k.valid_to > (clock.now - make_interval(days => s.grace_days))), 0::bigint)::integer AS lapsed
           FROM license_packs k
          WHERE k.kind = p.kind AND k.valid_from <= clock.now) sums;
comment on view seat_totals is 'Per kind: seats of the packs that are valid now (total), with those that ended within the grace (granted), and how many may be held at most (seat_limit)';

create view storage_plan as
 SELECT ( SELECT sum(storage_use.bytes)::bigint AS sum
           FROM storage_use) AS used,
    COALESCE(( SELECT sum(license_packs.storage_gigabytes) AS sum
           FROM license_packs,
            ( SELECT license_now() AS now) clock
          WHERE license_packs.valid_from <= clock.now AND (license_packs.valid_to IS NULL OR license_packs.valid_to > clock.now)), storage_gigabytes::bigint) * 1073741824 AS bytes,
    COALESCE(( SELECT license_packs.plan
           FROM license_packs,
            ( SELECT license_now() AS now) clock
          WHERE license_packs.plan IS NOT NULL AND license_packs.valid_from <= clock.now AND (license_packs.valid_to IS NULL OR license_packs.valid_to > clock.now)
          ORDER BY license_packs.activated_at DESC
         LIMIT 1), 'Starter'::text) AS plan
   FROM license_settings s;
comment on view storage_plan is 'Bytes of files in use, bytes of the plan (null: no limit), name of the plan';

create view blobs_in_use as
 SELECT files.storage_key AS key
   FROM files
UNION ALL
 SELECT audit_archives.storage_key AS key
   FROM audit_archives
UNION ALL
 SELECT theme_images.storage_key AS key
   FROM theme_images
UNION ALL
 SELECT user_photos.storage_key AS key
   FROM user_photos;
comment on view blobs_in_use is 'Keys of contents that a row names; what is not in here is swept away after a day';

create view directory_sign_ins as
 SELECT p.user_id,
    p.external_id,
    p.directory_id,
    d.enabled_at,
    d.away_at
   FROM directory_people p
     JOIN directories d ON d.id = p.directory_id
  WHERE d.sign_in = 'directory'::text;
comment on view directory_sign_ins is 'Employees whose password is kept by a directory';

create view head_principals as
 SELECT e.lead_id AS user_id,
    p.principal_id
   FROM org_elements e
     JOIN element_principals p ON p.element_id = e.id
  WHERE e.lead_id IS NOT NULL AND passes_on(p.principal_id);
comment on view head_principals is 'Whom the people below a head count as, the head''s own places included';

create view head_grants as
 SELECT h.user_id AS actor_id,
    g.grant_id,
    g.resource_kind,
    g.resource_id,
    g.app_id,
    g.rights,
    g.narrowed_to
   FROM head_principals h
     JOIN live_grants g ON g.principal_id = h.principal_id
     JOIN apps a ON a.id = COALESCE(g.app_id, g.resource_id) AND a.heads_inherit
  WHERE g.resource_kind = ANY (ARRAY['app'::text, 'folder'::text, 'item'::text]);
comment on view head_grants is 'Live grants on apps, folders and items that reach somebody below a head, where the app lets them pass up';

create view substituted_head_principals as
 SELECT s.substitute_id AS actor_id,
    s.id AS substitution_id,
    h.principal_id
   FROM all_access_substitutions s
     JOIN head_principals h ON h.user_id = s.absent_id;
comment on view substituted_head_principals is 'Whom the people below an absent head count as, for whoever has the head''s data rights';

CREATE OR REPLACE FUNCTION public.audit_turn()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (((pg_current_xact_id())::text)::bigint + audit_turn_offset());

CREATE OR REPLACE FUNCTION public.audit_turn_offset()
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (0)::bigint;
comment on function audit_turn_offset() is 'Added to the transaction number to make a turn. Replaced at the start of Portico when a database was moved to a cluster whose transactions count from a lower number';

CREATE OR REPLACE FUNCTION public.begin_folders(app uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare the_app record;
begin
  select table_name, name, published_at into the_app from apps where id = app for no key update;
  insert into folders (id, app_id, name) values (app, app, the_app.name) on conflict do nothing;
  if not found then return; end if;
  if the_app.published_at is not null then
    execute format('lock table app_data.%I in share row exclusive mode', the_app.table_name);
    execute format('insert into item_folders (app_id, item_id, folder_id) select app_id, id, app_id from app_data.%I', the_app.table_name);
    update apps set shape_version = shape_version + 1 where id = app;
  end if;
end $function$;
comment on function begin_folders(uuid) is 'Gives an app its root folder, with all its items in it, if it has none';

CREATE OR REPLACE FUNCTION public.calendar_of(person uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN COALESCE((SELECT u.calendar_id FROM user_calendars u WHERE ((u.user_id = calendar_of.person) AND (u.from_day <= calendar_today(u.calendar_id))) ORDER BY u.from_day DESC LIMIT 1), (SELECT calendars.id FROM calendars WHERE calendars.is_default));
comment on function calendar_of(uuid) is 'The calendar a user works by today';

CREATE OR REPLACE FUNCTION public.calendar_today(calendar uuid)
 RETURNS date
 LANGUAGE sql
 STABLE
RETURN (SELECT ((now() AT TIME ZONE COALESCE(c.time_zone, (SELECT company.time_zone FROM company), 'UTC'::text)))::date AS timezone FROM calendars c WHERE (c.id = calendar_today.calendar));
comment on function calendar_today(uuid) is 'Which day it is where this calendar is kept';

CREATE OR REPLACE FUNCTION public.count_seats()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    perform move_occupied(array(select kind from new_rows where freed_at is null), '{}');
  elsif tg_op = 'DELETE' then
    perform move_occupied('{}', array(select kind from old_rows where freed_at is null));
  else
    perform move_occupied(array(select kind from new_rows where freed_at is null), array(select kind from old_rows where freed_at is null));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_storage()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare moved bigint; plan storage_plan;
begin
  if tg_op = 'INSERT' then select sum(size) into moved from new_rows;
  else select -sum(size) into moved from old_rows;
  end if;
  if coalesce(moved, 0) = 0 then return null; end if;
  update storage_use set bytes = bytes + moved where shard = pg_backend_pid() % 16;
  if moved < 0 then return null; end if;
  select * into plan from storage_plan;
  if plan.used > plan.bytes then
    raise exception 'The storage of the plan is used up' using errcode = 'check_violation', constraint = 'storage_within_plan';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.element_principals_gained()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.element_principals_lost()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.end_open_proofs()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update open_proofs set used_at = now() where user_id = new.id and used_at is null;
  return null;
end $function$;
comment on function end_open_proofs() is 'A lock, a deletion and a new password end what was half proved before';

CREATE OR REPLACE FUNCTION public.end_tokens_without_seat()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update sessions set ended_at = now(), end_reason = 'seat_withdrawn'
    where user_id = new.user_id and side = 'token' and ended_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.folders_moved()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.forget_directory_fields()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update users set directory_fields = null where id = old.user_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_directory_lock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update directory_people set locked_at = null where user_id = new.id and locked_at is not null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_identities()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from identities where user_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.free_idle_seats()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare ended integer;
begin
  perform from seat_pools where kind = 'concurrent' for update;
  update sessions set ended_at = now(), end_reason = 'seat_withdrawn' where id in (
    select s.id from seats c join sessions s on s.user_id = c.user_id and s.side = 'employee' and s.ended_at is null
    where c.kind = 'concurrent' and c.freed_at is null
      and not exists (select from sessions o cross join license_settings l
        where o.user_id = c.user_id and o.side = 'employee' and o.ended_at is null and o.expires_at > now()
          and o.last_seen_at >= now() - make_interval(mins => l.idle_minutes))
    for update of s skip locked);
  get diagnostics ended = row_count;
  -- After a restored backup there are seats without sessions.
  update seats c set freed_at = now(), free_reason = 'idle' where c.kind = 'concurrent' and c.freed_at is null
    and not exists (select from sessions s where s.user_id = c.user_id and s.side = 'employee' and s.ended_at is null);
  return ended;
end $function$;
comment on function free_idle_seats() is 'Ends the sessions of people who hold a concurrent seat and have done nothing for license_settings.idle_minutes';

CREATE OR REPLACE FUNCTION public.free_seat_of_ended_session()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from seats where kind = 'concurrent' and user_id = new.user_id and freed_at is null) then return null; end if;
  -- A sign-in of the same person on another device holds this lock until its session is there to be seen.
  perform from seat_pools where kind = 'concurrent' for update;
  update seats set freed_at = now(),
      free_reason = case new.end_reason when 'seat_withdrawn' then 'idle' when 'locked' then 'locked' else 'signed_out' end
    where kind = 'concurrent' and user_id = new.user_id and freed_at is null
      and not exists (select from sessions where user_id = new.user_id and side = 'employee' and ended_at is null and expires_at > now());
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.gives_beyond(filled uuid, filling uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;
comment on function gives_beyond(uuid,uuid) is 'Whether whoever fills the group would give what the one who fills does not hold, or what lies outside of the workspace of the group';

CREATE OR REPLACE FUNCTION public.group_in_circle(starts uuid[])
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
declare top uuid[]; below uuid[];
begin
  create temp table if not exists edges_tried (low uuid, high uuid) on commit delete rows;
  create index if not exists edges_tried_low on edges_tried (low);
  create index if not exists edges_tried_high on edges_tried (high);
  delete from edges_tried;
  with recursive above (id) as (
    select unnest(starts) union select m.group_id from above a join group_members m on m.member_id = a.id
  ), found as (
    insert into edges_tried select m.member_id, m.group_id from above a join group_members m on m.member_id = a.id returning low
  )
  select array_agg(id) into top from above where id not in (select low from found);
  while cardinality(top) > 0 loop
    with gone as (delete from edges_tried where high = any (top) returning low)
      select array_agg(distinct low) into below from gone;
    top := array(select low from unnest(below) low where not exists (select from edges_tried e where e.low = low.low));
  end loop;
  return (select high from edges_tried limit 1);
end $function$;
comment on function group_in_circle(uuid[]) is 'A group that would contain itself, or stands below one, among these and all above them; null: there is none';

CREATE OR REPLACE FUNCTION public.group_members_added()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare cycle text; starts uuid[];
begin
  perform lock_closure(array(select member_id from new_rows n join users u on u.id = n.member_id),
    exists (select from new_rows n where not exists (select from users u where u.id = n.member_id)));
  starts := array(select distinct group_id from new_rows n where exists (select from groups g where g.id = n.member_id));
  -- A few are found faster pair by pair: the other way makes a table first.
  if cardinality(starts) > 50 then
    cycle := group_in_circle(starts)::text;
  else
    with recursive above (start, id) as (
      select id, id from unnest(starts) id
      union
      select a.start, m.group_id from above a join group_members m on m.member_id = a.id
    )
    select n.group_id::text into cycle from new_rows n join above a on a.start = n.group_id and a.id = n.member_id limit 1;
  end if;
  if cycle is not null then
    raise exception 'Group "%" would contain itself', (select name from groups where id = cycle::uuid)
      using errcode = 'check_violation', constraint = 'group_members_acyclic';
  end if;
  -- Only from where people enter: whoever is below already goes all the way up from there.
  insert into user_principals
    with recursive above (start, id) as (
      select distinct group_id, group_id from new_rows n where exists (select from user_principals u where u.principal_id = n.member_id)
      union
      select a.start, m.group_id from above a join group_members m on m.member_id = a.id
    )
    select distinct u.user_id, a.id from new_rows n join above a on a.start = n.group_id
      join user_principals u on u.principal_id = n.member_id
    on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.group_members_removed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  perform lock_closure(array(select member_id from old_rows o join users u on u.id = o.member_id),
    exists (select from old_rows o where not exists (select from users u where u.id = o.member_id)));
  with recursive above (id) as (
    select group_id from old_rows
    union
    select next.group_id from above a cross join lateral (
      select group_id from group_members where member_id = a.id
      union all select group_id from old_rows where member_id = a.id) next
  ), moved as (
    select distinct u.user_id from old_rows o join user_principals u on u.principal_id = o.member_id
  ), held (user_id, principal_id) as (
    select u.user_id, m.group_id from moved join user_principals u on u.user_id = moved.user_id
      join group_members m on m.member_id = u.principal_id
    where m.group_id in (select id from above) and u.principal_id not in (select id from above)
    union
    select h.user_id, m.group_id from held h join group_members m on m.member_id = h.principal_id
  )
  delete from user_principals u using moved
    where u.user_id = moved.user_id and u.principal_id in (select id from above)
      and not exists (select from held h where h.user_id = u.user_id and h.principal_id = u.principal_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.has_own_seat(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select not s.shares
    or exists (select from group_members where group_id = '00000000-0000-7000-8000-000000000004' and member_id = person)
    or exists (select from company where supervisor_id = person)
  from license_settings s
$function$;
comment on function has_own_seat(uuid) is 'Whether an employee is one who holds a named seat; the System supervisor always is';

CREATE OR REPLACE FUNCTION public.license_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select greatest(now(), (select max(at) from audit_events))
$function$;
comment on function license_now() is 'The clock of packs: never earlier than the latest deed, so that a clock set back makes no pack longer (AT-122)';

CREATE OR REPLACE FUNCTION public.lock_closure(people uuid[], is_structure boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if is_structure then
    perform pg_advisory_xact_lock(7206, 1);
  else
    perform pg_advisory_xact_lock_shared(7206, 1);
    perform from users where id = any (people) order by id for no key update;
  end if;
end $function$;
comment on function lock_closure(uuid[],boolean) is 'Every trigger that changes user_principals calls it first: with the people whose own edges change, or as a change of the structure between people and groups';

CREATE OR REPLACE FUNCTION public.lock_closure_for_org_chart()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform lock_closure('{}', true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.lock_groups_of_elements(principals uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(7207, key) from (
    select distinct hashtext(id::text) & 255 as key from groups where id = any (principals) order by 1) keys
$function$;

CREATE OR REPLACE FUNCTION public.members_of(principals uuid[])
 RETURNS TABLE(user_id uuid)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select user_id from user_principals where principal_id = any (principals)
  union all
  select id from users where status = 'active' and deleted_at is null and kind = 'employee'
    and '00000000-0000-7000-8000-000000000002'::uuid = any (principals)
  union all
  select id from users where status = 'active' and deleted_at is null and kind = 'external'
    and '00000000-0000-7000-8000-000000000003'::uuid = any (principals)
  union all
  select supervisor_id from company where '00000000-0000-7000-8000-000000000007'::uuid = any (principals)
$function$;
comment on function members_of(uuid[]) is 'Users who count as one of these principals. Computed system groups read the users only when they are asked for; through the view every user was read for every group';

CREATE OR REPLACE FUNCTION public.move_occupied(taken text[], freed text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare moved record;
begin
  -- One pool after the other in one order, so that two who free seats of several kinds never wait for each other.
  for moved in
    select kind, sum(n)::integer as n from (select kind, 1 as n from unnest(taken) kind union all select kind, -1 from unnest(freed) kind) changes
    group by kind having sum(n) <> 0 order by kind
  loop
    update seat_pools set occupied = occupied + moved.n where kind = moved.kind;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.note_closure_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into closure_changes select user_id, principal_id, case tg_op when 'INSERT' then 1 else -1 end from changed_rows;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_changed(message jsonb)
 RETURNS void
 LANGUAGE sql
RETURN pg_notify('portico_live'::text, (message)::text);
comment on function notify_changed(jsonb) is 'Tells every process, at commit, that something changed: {topics, users?, employees?}; never carries content';

CREATE OR REPLACE FUNCTION public.org_elements_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare changed uuid[]; hung uuid[]; led uuid[]; above uuid[]; moved uuid[];
begin
  perform lock_closure('{}', true);
  if tg_op = 'INSERT' then
    select array_agg(id), array_agg(lead_id) filter (where lead_id is not null) into changed, led from new_rows;
    if changed is null then return null; end if;
    perform refuse_broken_org_chart();
    with recursive up (id) as (
      select unnest(changed)
      union
      select next.id from up cross join lateral (
        select parent_id as id from org_elements where id = up.id and parent_id is not null
        union all select group_id from group_members where member_id = up.id) next
    ) select array_agg(id) into above from up;
  else
    select array_agg(n.id),
      array_agg(n.id) filter (where o.parent_id is distinct from n.parent_id or o.deleted_at is distinct from n.deleted_at),
      array_agg(o.lead_id) filter (where o.lead_id is not null) || array_agg(n.lead_id) filter (where n.lead_id is not null)
      into changed, hung, led from old_rows o join new_rows n using (id)
      where (o.parent_id, o.lead_id, o.deleted_at) is distinct from (n.parent_id, n.lead_id, n.deleted_at);
    if changed is null then return null; end if;
    if hung is not null then perform refuse_broken_org_chart(); end if;
    with recursive up (id) as (
      select unnest(changed)
      union
      select next.id from up cross join lateral (
        select parent_id as id from org_elements where id = up.id and parent_id is not null
        union all select parent_id from old_rows where id = up.id and parent_id is not null
        union all select group_id from group_members where member_id = up.id) next
    ) select array_agg(id) into above from up;
  end if;
  select array_agg(user_id) into moved from (
    select user_id from user_principals where principal_id = any (hung)
    union select unnest(led)) affected;
  if moved is not null then perform refresh_org_closure(moved, above); end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.org_members_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare elements uuid[]; above uuid[]; moved uuid[]; wrong text;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct element_id), array_agg(distinct user_id) into elements, moved from new_rows;
  else
    select array_agg(distinct element_id), array_agg(distinct user_id) into elements, moved from old_rows;
  end if;
  if moved is null then return null; end if;
  perform lock_closure(moved, false);
  if tg_op = 'INSERT' then
    select name into wrong from org_elements where id = any (elements) and (kind = 'position' or deleted_at is not null) limit 1;
    if wrong is not null then
      raise exception 'A position has one holder and no people beside: "%" cannot take members', wrong
        using errcode = 'check_violation', constraint = 'org_members_no_position';
    end if;
  end if;
  with recursive up (id) as (
    select unnest(elements)
    union
    select next.id from up cross join lateral (
      select parent_id as id from org_elements where id = up.id and parent_id is not null
      union all select group_id from group_members where member_id = up.id) next
  ) select array_agg(id) into above from up;
  perform refresh_org_closure(moved, above);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.passes_on(principal uuid)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (principal <> ALL (ARRAY['00000000-0000-7000-8000-000000000001'::uuid, '00000000-0000-7000-8000-000000000004'::uuid, '00000000-0000-7000-8000-000000000005'::uuid, '00000000-0000-7000-8000-000000000006'::uuid]));
comment on function passes_on(uuid) is 'Whether what this principal is given is also their head''s, or lent while they are away: not Administrators, Privileged users or the groups of solutions';

CREATE OR REPLACE FUNCTION public.refresh_org_closure(moved uuid[], above uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_nestloop TO 'on'
AS $function$
begin
  -- What many people have just joined is not in the statistics yet: the planner takes it for empty and compares each with
  -- each. Of many, sets are hashed whatever the statistics say.
  if cardinality(moved) > 1000 then perform set_config('enable_nestloop', 'off', true); end if;
  with recursive edges (lower, higher) as materialized (
    select e.id, e.parent_id from org_elements e join unnest(above) place on place = e.parent_id
    union
    select m.member_id, m.group_id from group_members m join unnest(above) place on place = m.group_id
  ), leads (start, id) as (
    select place, place from unnest(above) place
    union
    select l.start, e.higher from leads l join edges e on e.lower = l.id
  ), below as materialized (
    select lower, higher from edges where lower in (select lower from edges except select place from unnest(above) place)
  ), entries (user_id, id) as materialized (
    select e.lead_id, e.id from org_elements e join unnest(moved) person on person = e.lead_id
      where e.id in (select place from unnest(above) place)
    union
    select m.user_id, m.element_id from org_members m join unnest(moved) person on person = m.user_id
      where m.element_id in (select place from unnest(above) place)
    union
    select u.user_id, b.higher from unnest(moved) person join user_principals u on u.user_id = person
      join below b on b.lower = u.principal_id
  ), counts as materialized (
    select e.user_id, l.id from entries e join leads l on l.start = e.id group by e.user_id, l.id
  ), counted as materialized (
    select u.user_id, u.principal_id from unnest(moved) person join user_principals u on u.user_id = person
      where u.principal_id in (select place from unnest(above) place)
  ), gone as (
    delete from user_principals u using (select user_id, principal_id from counted except select user_id, id from counts) g
      where u.user_id = g.user_id and u.principal_id = g.principal_id
  )
  insert into user_principals select user_id, id from counts except select user_id, principal_id from counted
    on conflict do nothing;
end $function$;
comment on function refresh_org_closure(uuid[],uuid[]) is 'For the given people, whether they count as the given elements and groups; everything that stands above these has to be among them';

CREATE OR REPLACE FUNCTION public.refresh_user_principals(changed uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  with recursive counts_as (user_id, principal_id) as (
    select id, id from users where id = any (changed)
    union
    select counts_as.user_id, next.principal_id
    from counts_as
    cross join lateral (
      select organization_id as principal_id from users where id = counts_as.principal_id and organization_id is not null
      union all select id from org_elements where lead_id = counts_as.principal_id
      union all select element_id from org_members where user_id = counts_as.principal_id
      union all select parent_id from org_elements where id = counts_as.principal_id and parent_id is not null
      union all select group_id from group_members where member_id = counts_as.principal_id
    ) next
  ), gone as (
    delete from user_principals u where u.user_id = any (changed)
      and not exists (select from counts_as c where c.user_id = u.user_id and c.principal_id = u.principal_id)
  )
  insert into user_principals select user_id, principal_id from counts_as on conflict do nothing
$function$;

CREATE OR REPLACE FUNCTION public.refuse_app_group_for_workspace()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from groups where id = new.principal_id and scope = 'app') then
    raise exception 'A group of an app gives no access to a workspace' using errcode = 'check_violation', constraint = 'app_group_in_its_app';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_audience_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The audience of group "%" is fixed at creation', old.name using errcode = 'check_violation', constraint = 'group_audience_fixed';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and tg_table_name = 'audit_events' then
    if exists (select from audit_archives a join audit_seals s on s.number = a.last_seal
      where (old.turn, old.id) <= (s.last_turn, s.last_id)) then
      return old;
    end if;
  end if;
  raise exception 'The audit is append-only' using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_begun_substitution_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'Substitution % has begun: only its end may change, until it is over', old.id using errcode = 'check_violation', constraint = 'substitutions_begun';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_beyond_licences()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare allowed bigint;
begin
  if not exists (select from new_rows where group_id = any ('{00000000-0000-7000-8000-000000000004,
    00000000-0000-7000-8000-000000000005,00000000-0000-7000-8000-000000000006}'::uuid[])) then return null; end if;
  perform from groups where id in (select group_id from new_rows) order by id for update;
  select t.seat_limit into allowed from licensed_groups l join seat_totals t on t.kind = l.kind
    where l.group_id in (select group_id from new_rows)
      and (select count(*) from group_members m where m.group_id = l.group_id) > t.seat_limit limit 1;
  if found then
    raise exception 'The group has more members than licences' using errcode = 'check_violation',
      constraint = 'group_members_licensed', detail = allowed::text;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_broken_org_chart()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare roots integer; living integer; reached integer;
begin
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
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_company_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The company cannot be deleted: set-up happens once' using errcode = 'check_violation', constraint = 'company_kept';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_computed_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare held groups; member_kind text; inner_app uuid;
begin
  select * into held from groups where id = coalesce(new.group_id, old.group_id);
  if held.scope = 'system' and held.membership = 'computed' then
    raise exception 'Members of this system group are computed, not entered' using errcode = 'check_violation', constraint = 'group_members_computed';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  -- The closure follows what stands in group_members; computed members of a member would count for nothing.
  if exists (select from groups where id = new.member_id and scope = 'system' and membership = 'computed') then
    raise exception 'A computed system group cannot be a member of another group' using errcode = 'check_violation', constraint = 'group_member_computed';
  end if;
  select kind into member_kind from principals where id = new.member_id;
  -- Whoever may fill a group inside would decide who administers, or take a licence nobody counted.
  if held.scope = 'system' and member_kind <> 'user' then
    raise exception 'A system group holds people, one by one' using errcode = 'check_violation', constraint = 'system_group_holds_people';
  end if;
  if held.type = 'role' then
    if member_kind not in ('user', 'org_element') then
      raise exception 'A role holds a user or an org element' using errcode = 'check_violation', constraint = 'role_holds_person';
    end if;
    perform from groups where id = held.id for update;
    if exists (select from group_members where group_id = held.id and member_id <> new.member_id) then
      raise exception 'A role holds exactly one member' using errcode = 'check_violation', constraint = 'role_holds_one';
    end if;
  end if;
  -- What an app's own people keep must not reach further than the app (a workspace's access, another app).
  select app_id into inner_app from groups where id = new.member_id and scope = 'app';
  if inner_app is distinct from held.app_id and inner_app is not null then
    raise exception 'A group of an app stays in its app' using errcode = 'check_violation', constraint = 'app_group_in_its_app';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_deleted_supervisor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from users where id = new.supervisor_id and deleted_at is null for no key update;
  if not found then
    raise exception 'The System supervisor cannot be an account that is not there' using errcode = 'check_violation', constraint = 'supervisor_kept';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_group_kind_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'Group "%" keeps its type and its place from its making on', old.name
    using errcode = 'check_violation', constraint = 'group_kind_fixed';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_kind_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The kind of user % is fixed at creation', old.id using errcode = 'check_violation', constraint = 'users_kind_fixed';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_last_administrator_lock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if exists (select from user_principals where user_id = new.user_id and principal_id = '00000000-0000-7000-8000-000000000001')
    and not exists (select from user_principals p join users u on u.id = p.user_id
      where p.principal_id = '00000000-0000-7000-8000-000000000001' and u.status = 'active' and u.deleted_at is null) then
    raise exception 'A directory does not lock the last administrator' using errcode = 'P0001', constraint = 'administrator_is_kept';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_org_kind_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The kind of "%" is fixed at creation', old.name using errcode = 'check_violation', constraint = 'org_elements_kind_fixed';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_other_than_company_group()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from groups where id = new.group_id and scope = 'company' and type = 'group' and membership = 'by_hand' and deleted_at is null) then
    raise exception 'A directory fills company groups only' using errcode = 'P0001', constraint = 'directory_fills_company_groups';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_overlapping_substitution()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('substitution ' || new.absent_id, 0));
  if exists (select from substitutions s where s.absent_id = new.absent_id and s.id <> new.id
      and s.starts_at < new.ends_at and s.ends_at > new.starts_at) then
    raise exception 'Another substitution of the same person stands in this period' using errcode = 'exclusion_violation', constraint = 'substitutions_one_at_a_time';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_past_exception()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if coalesce(least(new.day, old.day), new.day, old.day) < calendar_today(coalesce(new.calendar_id, old.calendar_id)) then
    raise exception 'A day that has passed cannot be changed' using errcode = 'check_violation', constraint = 'calendar_exceptions_past';
  end if;
  return coalesce(new, old);
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_seal_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- What is generated is not there yet when this runs.
  if new.leaves is null and to_jsonb(new) - '{leaves,before}'::text[] = to_jsonb(old) - '{leaves,before}'::text[]
    and exists (select from audit_archives where old.number between first_seal and last_seal) then
    return new;
  end if;
  raise exception 'Seals of the audit are append-only' using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_settings_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The security settings cannot be deleted' using errcode = 'check_violation', constraint = 'security_settings_kept';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_supervisor_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from company where supervisor_id = new.id) then
    raise exception 'The System supervisor cannot be deleted' using errcode = 'check_violation', constraint = 'supervisor_kept';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_supervisor_in_directory()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from company c join directory_people p on p.user_id = c.supervisor_id) then
    raise exception 'The System supervisor signs in here, not by a directory' using errcode = 'P0001', constraint = 'supervisor_is_local';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_supervisor_without_seat()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from seats where user_id = new.supervisor_id and freed_at is null) then
    raise exception 'The System supervisor cannot be somebody without a seat' using errcode = 'check_violation', constraint = 'supervisor_has_seat';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_system_group_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The system group "%" cannot be deleted, renamed or re-typed', old.name
    using errcode = 'check_violation', constraint = 'system_group_fixed';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_token_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'What a token may is fixed when it is made' using errcode = 'check_violation', constraint = 'api_tokens_fixed';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_token_without_seat()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from seats s join sessions t on t.user_id = s.user_id
    where t.id = new.id and s.kind = 'named' and s.freed_at is null for share of s;
  if not found then
    raise exception 'A token needs a person with a named seat' using errcode = 'check_violation', constraint = 'api_tokens_need_seat';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.seat_kind_of(asked_group uuid)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case asked_group when '00000000-0000-7000-8000-000000000004' then 'named'
    when '00000000-0000-7000-8000-000000000005' then 'solution:crm'
    when '00000000-0000-7000-8000-000000000006' then 'solution:projects' end
$function$;
comment on function seat_kind_of(uuid) is 'The kind of seat that membership in one of the system groups Privileged users, CRM solution users, Projects solution users goes with';

CREATE OR REPLACE FUNCTION public.seat_of_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare asked text := seat_kind_of(coalesce(new.group_id, old.group_id)); outcome text;
begin
  if tg_op = 'DELETE' then
    if asked = 'named' then perform settle_seat(old.member_id);
    else update seats set freed_at = now(), free_reason = 'left_group' where kind = asked and user_id = old.member_id and freed_at is null;
    end if;
    return null;
  end if;
  if asked = 'named' then outcome := settle_seat(new.member_id);
  elsif exists (select from users where id = new.member_id and status in ('invited', 'active') and deleted_at is null) then
    outcome := take_seat(asked, new.member_id);
  end if;
  if outcome = 'none_free' then
    raise exception 'The group has more members than licences' using errcode = 'check_violation', constraint = 'group_members_licensed',
      detail = (select seat_limit::text from seat_totals where kind = asked);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.settle_seat(person uuid)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare outcome text := 'held';
begin
  if not exists (select from users where id = person and kind = 'employee' and status in ('invited', 'active') and deleted_at is null) then
    return outcome;
  end if;
  if has_own_seat(person) then
    outcome := take_named_seat(person);
    if outcome = 'taken' then
      update seats set freed_at = now(), free_reason = 'privileged' where kind = 'concurrent' and user_id = person and freed_at is null;
    end if;
    return outcome;
  end if;
  update seats set freed_at = now(), free_reason = 'shared' where kind = 'named' and user_id = person and freed_at is null;
  if found and exists (select from sessions where user_id = person and side = 'employee' and ended_at is null and expires_at > now())
    and take_seat('concurrent', person) = 'none_free' then
    update sessions set ended_at = now(), end_reason = 'seat_withdrawn' where user_id = person and side = 'employee' and ended_at is null;
  end if;
  return outcome;
end $function$;

CREATE OR REPLACE FUNCTION public.settle_supervisors()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform settle_seat(new.supervisor_id);
  perform settle_seat(old.supervisor_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.superior_of(person uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  with recursive above (element_id, distance, displayed) as (
    select element_id, 0, is_displayed from user_positions where user_id = person
    union
    select e.parent_id, a.distance + 1, a.displayed from above a join org_elements e on e.id = a.element_id
    where e.parent_id is not null and a.distance < 100
  )
  select u.id from above a join org_elements e on e.id = a.element_id join users u on u.id = e.lead_id
  where u.id <> person and u.status = 'active' and u.deleted_at is null
  order by a.distance, a.displayed desc, e.id limit 1
$function$;
comment on function superior_of(uuid) is 'The head or holder nearest above a user who can sign in, herself left out; null when nobody is above';

CREATE OR REPLACE FUNCTION public.take_employee_seats(person uuid, OUT seat_kind text, OUT outcome text)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare one text;
begin
  outcome := 'held';
  if has_own_seat(person) then
    seat_kind := 'named';
    outcome := take_named_seat(person);
    if outcome = 'none_free' then return; end if;
  end if;
  for seat_kind in select seat_kind_of(group_id) as kind from group_members
    where member_id = person and seat_kind_of(group_id) like 'solution:%' order by kind
  loop
    one := take_seat(seat_kind, person);
    if one <> 'held' then outcome := one; end if;
    if one = 'none_free' then return; end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.take_named_seat(person uuid)
 RETURNS text
 LANGUAGE sql
AS $function$
  select take_seat('named', person, exists (select from company where supervisor_id = person))
$function$;

CREATE OR REPLACE FUNCTION public.take_named_seats(people uuid[])
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  pool seat_totals;
  wanting uuid[];
begin
  perform from seat_pools where kind = 'named' for update;
  wanting := array(select person from unnest(people) person where has_own_seat(person)
    and not exists (select from seats where kind = 'named' and user_id = person and freed_at is null));
  if cardinality(wanting) = 0 then return true; end if;
  select * into pool from seat_totals where kind = 'named';
  if pool.occupied + cardinality(wanting) > pool.seat_limit then return false; end if;
  if pool.occupied + cardinality(wanting) > pool.granted and pool.at_limit = 'grace' then
    update seat_pools set grace_began_at = now() where kind = 'named'
      and (grace_began_at is null or now() >= grace_began_at + interval '90 days');
  end if;
  insert into seats (id, kind, user_id) select uuid7(), 'named', person from unnest(wanting) person;
  return true;
end $function$;
comment on function take_named_seats(uuid[]) is 'Takes the named seats these people need and do not hold, all or none; false: there are not enough';

CREATE OR REPLACE FUNCTION public.take_seat(asked text, taker uuid, never_refused boolean DEFAULT false)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare pool seat_totals;
begin
  -- Whoever takes one waits here for those before, so the last seat is taken once (AT-120).
  perform from seat_pools where kind = asked for update;
  if exists (select from seats where kind = asked and user_id = taker and freed_at is null) then return 'held'; end if;
  select * into pool from seat_totals where kind = asked;
  if pool.occupied >= pool.seat_limit and not never_refused then return 'none_free'; end if;
  if pool.occupied >= pool.granted and pool.at_limit = 'grace' then
    update seat_pools set grace_began_at = now() where kind = asked
      and (grace_began_at is null or now() >= grace_began_at + interval '90 days');
  end if;
  insert into seats (id, kind, user_id) values (uuid7(), asked, taker);
  return 'taken';
end $function$;
comment on function take_seat(text,uuid,boolean) is 'Takes a seat of a kind for a person: taken, held (she has one), none_free. The only way a seat is taken';

CREATE OR REPLACE FUNCTION public.take_working_seat(person uuid, OUT seat_kind text, OUT outcome text)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
begin
  seat_kind := 'named';
  outcome := 'held';
  if exists (select from seats where kind = 'named' and user_id = person and freed_at is null) then return; end if;
  if has_own_seat(person) then
    outcome := take_named_seat(person);
    return;
  end if;
  seat_kind := 'concurrent';
  outcome := take_seat('concurrent', person);
  if outcome = 'none_free' then
    perform free_idle_seats();
    outcome := take_seat('concurrent', person);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.users_added()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  perform lock_closure('{}', false);
  perform refresh_user_principals(array(select id from new_rows));
  insert into group_members (group_id, member_id, audience)
    select g.id, n.id, g.audience from groups g join new_rows n
      on g.audience = case n.kind when 'employee' then 'employees' else 'external' end
    where g.is_default and g.deleted_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.users_closure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform lock_closure('{}', false);
  perform refresh_user_principals(array[new.id]);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.uuid7()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send(((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;
comment on function uuid7() is 'UUID version 7 (RFC 9562 5.7) with 74 random bits; the twin of newId() for set-based statements';

CREATE OR REPLACE FUNCTION public.vacate_positions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update org_elements set lead_id = null, version = version + 1 where lead_id = new.id;
  delete from org_members where user_id = new.id;
  update org_draft_elements set lead_id = null where lead_id = new.id;
  delete from org_draft_members where user_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.withdraw_password_resets()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update password_resets set withdrawn_at = now() where user_id = new.id and used_at is null and withdrawn_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.works_on(person uuid, state text, assignee uuid, excluded uuid[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (((state = 'ready'::text) OR (assignee = person)) AND (person <> ALL (excluded)));
comment on function works_on(uuid,text,uuid,uuid[]) is 'Whether a person a task was offered to may work on it now: it is theirs, or nobody has claimed it, and they are not excluded';

CREATE OR REPLACE FUNCTION public.workspace_of(kind text, resource uuid, app uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select case kind when 'workspace' then resource
    when 'app' then (select workspace_id from apps where id = resource)
    when 'item' then (select workspace_id from apps where id = app)
    when 'portal' then (select workspace_id from portals where id = resource)
    when 'process' then (select workspace_id from processes where id = resource)
    when 'file' then (select a.workspace_id from files f join apps a on a.id = f.app_id where f.id = resource) end
$function$;
comment on function workspace_of(text,uuid,uuid) is 'The workspace a granted thing belongs to; null where there is none';
