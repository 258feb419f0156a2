-- Made by "npm run schema" from the migrations: what they add up to, to be read. It is not run.

create extension pg_trgm;

create schema app_data;
comment on schema app_data is 'One table per app, made and altered by publishing the app';

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
  constraint apps_pkey PRIMARY KEY (id),
  constraint apps_check CHECK (((published_at IS NULL) = (shape_version = 0))),
  constraint apps_check1 CHECK (((published_at IS NULL) OR (table_name IS NOT NULL))),
  constraint apps_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint apps_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint apps_description_check CHECK ((length(description) <= 1000)),
  constraint apps_item_name_check CHECK (((length(btrim(item_name)) >= 1) AND (length(btrim(item_name)) <= 60))),
  constraint apps_mode_check CHECK ((mode = ANY (ARRAY['open'::text, 'app'::text]))),
  constraint apps_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint apps_shape_version_check CHECK ((shape_version >= 0)),
  constraint apps_table_name_check CHECK ((table_name ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint apps_table_name_key UNIQUE (table_name),
  constraint apps_workspace_id_code_key UNIQUE (workspace_id, code),
  constraint apps_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
comment on table apps is 'Kinds of record. Publishing makes or alters the table app_data.<table_name>';
comment on column apps.mode is 'open: every employee may do everything with its items; app: the grants of the app decide';
comment on column apps.draft_fields is 'The fields as drawn, as in the contract; null when nothing is drawn that is not published';
comment on column apps.shape_version is 'Counts what changes the statements on the items: publishing and the title field. Who remembers fields compares it in the statement that uses them';

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
  constraint audit_events_pkey PRIMARY KEY (id),
  constraint audit_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'system'::text, 'process'::text, 'anonymous'::text]))),
  constraint audit_events_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
);
CREATE INDEX audit_events_actor ON public.audit_events USING btree (actor_id, operation, at DESC);
CREATE INDEX audit_events_resource ON public.audit_events USING btree (resource_kind, resource_id, at DESC);
CREATE INDEX audit_events_time ON public.audit_events USING btree (at DESC, id DESC);
CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_events_kept BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
comment on table audit_events is 'What was done and what was refused; written in the transaction of the deed. Append-only';
comment on column audit_events.actor_id is 'user: the user; process: the process instance';
comment on column audit_events.for_user_id is 'On whose behalf a process or the system acted';

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
  constraint company_pkey PRIMARY KEY (id),
  constraint company_absence_notice_days_check CHECK (((absence_notice_days >= 0) AND (absence_notice_days <= 365))),
  constraint company_id_check CHECK (id),
  constraint company_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text]))),
  constraint company_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
  constraint company_supervisor_id_supervisor_kind_supervisor_status_fkey FOREIGN KEY (supervisor_id, supervisor_kind, supervisor_status) REFERENCES users(id, kind, status),
  constraint company_supervisor_kind_check CHECK ((supervisor_kind = 'employee'::text)),
  constraint company_supervisor_status_check CHECK ((supervisor_status = 'active'::text))
);
CREATE TRIGGER company_kept BEFORE DELETE ON public.company FOR EACH ROW EXECUTE FUNCTION refuse_company_delete();
CREATE TRIGGER company_kept_whole BEFORE TRUNCATE ON public.company FOR EACH STATEMENT EXECUTE FUNCTION refuse_company_delete();
comment on table company is 'The one company of this installation: exactly one row, made by the first visit and never deleted';
comment on column company.supervisor_id is 'The System supervisor. The foreign key names kind and status too: whoever holds the role cannot be locked, deleted or replaced by an outsider, whichever way in';
comment on column company.absence_notice_days is 'How many days before it begins an absence shows at the name of the person';

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
  constraint grants_pkey PRIMARY KEY (id),
  constraint grants_check CHECK (((resource_kind = 'item'::text) = (app_id IS NOT NULL))),
  constraint grants_check1 CHECK (((narrowed_to = 'all'::text) OR (resource_kind = 'app'::text))),
  constraint grants_check2 CHECK (((revoked_at IS NULL) OR (revoked_at >= granted_at))),
  constraint grants_external_wall CHECK (((audience = 'employees'::text) OR (rights <@ ARRAY['view'::text, 'create'::text, 'edit'::text, 'delete'::text, 'export'::text, 'start'::text]))),
  constraint grants_fields_of_app CHECK (((fields IS NULL) OR (resource_kind = 'app'::text))),
  constraint grants_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES users(id),
  constraint grants_narrowed_to_check CHECK ((narrowed_to = ANY (ARRAY['all'::text, 'author'::text, 'organization'::text]))),
  constraint grants_page_version_id_fkey FOREIGN KEY (page_version_id) REFERENCES page_versions(id),
  constraint grants_principal_id_audience_fkey FOREIGN KEY (principal_id, audience) REFERENCES principals(id, audience),
  constraint grants_reason_check CHECK ((length(reason) <= 1000)),
  constraint grants_resource_kind_check CHECK ((resource_kind = ANY (ARRAY['workspace'::text, 'app'::text, 'item'::text, 'portal'::text, 'process'::text, 'file'::text]))),
  constraint grants_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES users(id),
  constraint grants_rights_check CHECK ((cardinality(rights) > 0)),
  constraint grants_rights_check1 CHECK ((rights <@ ARRAY['view'::text, 'create'::text, 'edit'::text, 'delete'::text, 'assign'::text, 'manage_processes'::text, 'export'::text, 'import'::text, 'full'::text, 'start'::text]))
);
CREATE INDEX grants_live ON public.grants USING btree (resource_kind, resource_id, principal_id) WHERE (revoked_at IS NULL);
CREATE INDEX grants_page ON public.grants USING btree (page_version_id) WHERE ((page_version_id IS NOT NULL) AND (revoked_at IS NULL));
CREATE INDEX grants_principal ON public.grants USING btree (principal_id) WHERE (revoked_at IS NULL);
comment on table grants is 'Rights given to a principal on a resource; kept after they end, so that past decisions can be recomputed';
comment on column grants.rights is 'start is the right to start a process; the others are the nine rights of an app';
comment on column grants.narrowed_to is 'all: every item of the app; author: items the person wrote; organization: items written in the person''s organization';
comment on column grants.page_version_id is 'The published portal page whose widget exposes this; such grants come and go with publishing';
comment on column grants.fields is 'Of an app exposed by a page: the fields that were there when it was published. Later ones stay unseen until the page is published again; null: every field';

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
CREATE TRIGGER group_members_added AFTER INSERT ON public.group_members REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION group_members_changed();
CREATE TRIGGER group_members_by_hand BEFORE INSERT OR DELETE ON public.group_members FOR EACH ROW EXECUTE FUNCTION refuse_computed_members();
CREATE TRIGGER group_members_removed AFTER DELETE ON public.group_members REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION group_members_changed();
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
  constraint groups_pkey PRIMARY KEY (id),
  constraint groups_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(id),
  constraint groups_audience_check CHECK ((audience = ANY (ARRAY['employees'::text, 'external'::text]))),
  constraint groups_check CHECK (((scope = ANY (ARRAY['workspace'::text, 'app'::text])) = (workspace_id IS NOT NULL))),
  constraint groups_check1 CHECK (((scope = 'app'::text) = (app_id IS NOT NULL))),
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
CREATE UNIQUE INDEX groups_name ON public.groups USING btree (scope, COALESCE(app_id, workspace_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name)) WHERE (deleted_at IS NULL);
CREATE TRIGGER groups_audience_fixed BEFORE UPDATE OF audience ON public.groups FOR EACH ROW WHEN ((old.audience <> new.audience)) EXECUTE FUNCTION refuse_audience_change();
CREATE TRIGGER system_groups_fixed BEFORE UPDATE ON public.groups FOR EACH ROW WHEN (((old.scope = 'system'::text) AND ((((((((old.id IS DISTINCT FROM new.id) OR (old.audience IS DISTINCT FROM new.audience)) OR (old.scope IS DISTINCT FROM new.scope)) OR (old.type IS DISTINCT FROM new.type)) OR (old.code IS DISTINCT FROM new.code)) OR (old.name IS DISTINCT FROM new.name)) OR (old.membership IS DISTINCT FROM new.membership)) OR (old.deleted_at IS DISTINCT FROM new.deleted_at)))) EXECUTE FUNCTION refuse_system_group_change();
CREATE TRIGGER system_groups_kept BEFORE DELETE ON public.groups FOR EACH ROW WHEN ((old.scope = 'system'::text)) EXECUTE FUNCTION refuse_system_group_change();
comment on table groups is 'Named sets of users, other groups and org elements; roles hold exactly one member';
comment on column groups.membership is 'computed: the product itself says who is in (All users, External users, System supervisor, users of a portal)';

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
  constraint item_access_via_check CHECK ((via = 'author'::text))
);
CREATE INDEX item_access_item ON public.item_access USING btree (app_id, item_id);
comment on table item_access is 'Who stands in which item, one indexed row each, written in the transaction that writes the item, so that a list is a semi-join over one index and never a function call per row';

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
  constraint license_packs_pkey PRIMARY KEY (id),
  constraint license_packs_activated_by_fkey FOREIGN KEY (activated_by) REFERENCES users(id),
  constraint license_packs_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
  constraint license_packs_kind_check CHECK ((kind = ANY (ARRAY['named'::text, 'external'::text]))),
  constraint license_packs_seats_check CHECK ((seats > 0)),
  constraint license_packs_serial_key UNIQUE (serial),
  constraint license_packs_source_check CHECK ((source = ANY (ARRAY['starter'::text, 'key'::text])))
);
comment on table license_packs is 'What was bought; starter is built in and has no end';

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
comment on table mails is 'The outbox, written in the transaction of the deed. kept: no mail server is set, the administrator reads it here';

create table memberships_of_deleted (
  user_id uuid not null,
  group_id uuid not null,
  constraint memberships_of_deleted_pkey PRIMARY KEY (user_id, group_id),
  constraint memberships_of_deleted_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id),
  constraint memberships_of_deleted_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
comment on table memberships_of_deleted is 'Groups a deleted person was in directly, for restoring. They are no members meanwhile';

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
  constraint org_elements_pkey PRIMARY KEY (id),
  constraint org_elements_audience_check CHECK ((audience = 'employees'::text)),
  constraint org_elements_check CHECK (((kind <> 'employee_group'::text) OR (lead_id IS NULL))),
  constraint org_elements_id_audience_fkey FOREIGN KEY (id, audience) REFERENCES principals(id, audience),
  constraint org_elements_kind_check CHECK ((kind = ANY (ARRAY['department'::text, 'position'::text, 'employee_group'::text]))),
  constraint org_elements_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES users(id),
  constraint org_elements_lead_id_lead_kind_fkey FOREIGN KEY (lead_id, lead_kind) REFERENCES users(id, kind),
  constraint org_elements_lead_kind_check CHECK ((lead_kind = 'employee'::text)),
  constraint org_elements_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
  constraint org_elements_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES org_elements(id)
);
CREATE INDEX org_elements_lead ON public.org_elements USING btree (lead_id);
CREATE INDEX org_elements_parent ON public.org_elements USING btree (parent_id);
CREATE TRIGGER org_elements_closure AFTER INSERT OR UPDATE OF parent_id, lead_id ON public.org_elements FOR EACH ROW EXECUTE FUNCTION org_closure();
comment on table org_elements is 'Nodes of the org chart';
comment on column org_elements.lead_id is 'department: its head; position: its holder';

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
CREATE TRIGGER org_members_closure AFTER INSERT OR DELETE ON public.org_members FOR EACH ROW EXECUTE FUNCTION org_closure();
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

create table seat_pools (
  kind text not null,
  constraint seat_pools_pkey PRIMARY KEY (kind),
  constraint seat_pools_kind_check CHECK ((kind = ANY (ARRAY['named'::text, 'external'::text])))
);
comment on table seat_pools is 'One row a kind, locked by whoever takes a seat, so that the last one is taken once';

create table seats (
  id uuid not null,
  kind text not null,
  user_id uuid not null,
  user_kind text generated always as (
CASE kind
    WHEN 'named'::text THEN 'employee'::text
    ELSE 'external'::text
END) stored not null,
  taken_at timestamp with time zone default now() not null,
  freed_at timestamp with time zone,
  free_reason text,
  constraint seats_pkey PRIMARY KEY (id),
  constraint seats_check CHECK (((freed_at IS NULL) = (free_reason IS NULL))),
  constraint seats_free_reason_check CHECK ((free_reason = ANY (ARRAY['locked'::text, 'cancelled'::text, 'declined'::text, 'deleted'::text]))),
  constraint seats_kind_fkey FOREIGN KEY (kind) REFERENCES seat_pools(kind),
  constraint seats_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind)
);
CREATE UNIQUE INDEX seats_held ON public.seats USING btree (kind, user_id) WHERE (freed_at IS NULL);
CREATE INDEX seats_history ON public.seats USING btree (kind, taken_at DESC);
comment on table seats is 'The ledger: who holds or held a seat, since when, until when';

create table sessions (
  id uuid not null,
  token_hash bytea not null,
  user_id uuid not null,
  side text not null,
  user_kind text generated always as (
CASE side
    WHEN 'employee'::text THEN 'employee'::text
    ELSE 'external'::text
END) stored not null,
  created_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  user_agent text default ''::text not null,
  address text default ''::text not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_check CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint sessions_end_reason_check CHECK ((end_reason = ANY (ARRAY['signed_out'::text, 'locked'::text, 'password_changed'::text, 'ended_by_user'::text, 'ended_by_administrator'::text, 'seat_withdrawn'::text, 'expired'::text]))),
  constraint sessions_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'portal'::text]))),
  constraint sessions_token_hash_key UNIQUE (token_hash),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint sessions_user_id_user_kind_fkey FOREIGN KEY (user_id, user_kind) REFERENCES users(id, kind)
);
CREATE INDEX sessions_latest ON public.sessions USING btree (user_id, created_at DESC);
CREATE INDEX sessions_living ON public.sessions USING btree (expires_at) WHERE (ended_at IS NULL);
CREATE INDEX sessions_user ON public.sessions USING btree (user_id) WHERE (ended_at IS NULL);
comment on table sessions is 'Who is signed in. Read at every request; only the SHA-256 of the cookie is stored';
comment on column sessions.user_kind is 'Ties the side to the kind of the user: no employee session for an outsider, whichever way in';

create table sign_in_attempts (
  id bigint generated always as identity not null,
  account_key text not null,
  address text not null,
  at timestamp with time zone default now() not null,
  constraint sign_in_attempts_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempts_account ON public.sign_in_attempts USING btree (account_key, at);
CREATE INDEX sign_in_attempts_address ON public.sign_in_attempts USING btree (address, at);
comment on table sign_in_attempts is 'Failed tries, known accounts or not, counted per canonical e-mail and per source by every process alike. Swept after a day';

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

create table user_principals (
  user_id uuid not null,
  principal_id uuid not null,
  constraint user_principals_pkey PRIMARY KEY (user_id, principal_id),
  constraint user_principals_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principals(id),
  constraint user_principals_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX user_principals_principal ON public.user_principals USING btree (principal_id, user_id);
comment on table user_principals is 'Closure: every principal a user counts as, herself included; kept by triggers in the transaction that changes a membership. Computed system groups are added by the view actor_principals';

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
  constraint users_pkey PRIMARY KEY (id),
  constraint users_birth_date_check CHECK ((birth_date > '1900-01-01'::date)),
  constraint users_check CHECK (((email IS NULL) = (email_canonical IS NULL))),
  constraint users_check1 CHECK (((kind = 'external'::text) OR (status = ANY (ARRAY['invited'::text, 'active'::text, 'locked'::text, 'rejected'::text, 'cancelled'::text])))),
  constraint users_check2 CHECK (((kind = 'employee'::text) OR (status = ANY (ARRAY['not_registered'::text, 'active'::text, 'locked'::text])))),
  constraint users_check3 CHECK (((kind = 'external'::text) OR (organization_id IS NULL))),
  constraint users_check4 CHECK (((status <> ALL (ARRAY['active'::text, 'locked'::text])) OR ((registered_at IS NOT NULL) AND (password_hash IS NOT NULL)))),
  constraint users_check5 CHECK (((status = 'locked'::text) = (locked_at IS NOT NULL))),
  constraint users_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
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
  constraint users_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  constraint users_phone_check CHECK ((length(phone) <= 40)),
  constraint users_source_check CHECK ((source = ANY (ARRAY['set_up'::text, 'invited'::text, 'imported'::text, 'provider'::text, 'directory'::text]))),
  constraint users_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'not_registered'::text, 'active'::text, 'locked'::text, 'rejected'::text, 'cancelled'::text]))),
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
CREATE TRIGGER users_closure_made AFTER INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION users_closure();
CREATE TRIGGER users_closure_moved AFTER UPDATE OF organization_id ON public.users FOR EACH ROW WHEN ((old.organization_id IS DISTINCT FROM new.organization_id)) EXECUTE FUNCTION users_closure();
CREATE TRIGGER users_kind_fixed BEFORE UPDATE OF kind ON public.users FOR EACH ROW WHEN ((old.kind IS DISTINCT FROM new.kind)) EXECUTE FUNCTION refuse_kind_change();
CREATE TRIGGER users_resets_withdrawn AFTER UPDATE ON public.users FOR EACH ROW WHEN (((old.email_canonical IS DISTINCT FROM new.email_canonical) OR (old.password_hash IS DISTINCT FROM new.password_hash) OR ((old.status = 'active'::text) AND (new.status <> 'active'::text)))) EXECUTE FUNCTION withdraw_password_resets();
CREATE TRIGGER users_supervisor_kept BEFORE UPDATE OF deleted_at ON public.users FOR EACH ROW WHEN ((new.deleted_at IS NOT NULL)) EXECUTE FUNCTION refuse_supervisor_delete();
comment on table users is 'People with an account: employees and external users';
comment on column users.status is 'employee: invited, active, locked, rejected, cancelled; external: not_registered, active, locked';
comment on column users.email_canonical is 'NFKC, lower case, no trailing dot: accounts are told apart by it';
comment on column users.phone is 'Mobile';
comment on column users.password_hash is 'Argon2id in PHC form, parameters included';
comment on column users.sign_in_paused_until is 'Too many wrong passwords: the status stays active, sign-in waits until then or until an administrator clears it';
comment on column users.deleted_at is 'Deleted: found nowhere, login and seat free, memberships and positions ended. Status and name stay, for history and for restoring';
comment on column users.source is 'Where the account comes from: set_up the first visit, invited by hand, imported from a file, provider at the first sign-in through one, directory synchronized';
comment on column users.displayed_position_id is 'Which of several positions is shown beside the name; one that is not held any more counts for nothing';

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
    g.id AS grant_id,
    g.resource_kind,
    g.resource_id,
    g.app_id,
    g.rights,
    g.narrowed_to,
    g.fields
   FROM grants g
     JOIN actor_principals p ON p.principal_id = g.principal_id
  WHERE g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > now()) AND (g.page_version_id IS NULL OR (EXISTS ( SELECT
           FROM pages
             JOIN portals ON portals.id = pages.portal_id
          WHERE pages.current_version_id = g.page_version_id AND pages.deleted_at IS NULL AND portals.state = 'active'::text)));
comment on view actor_grants is 'Every live grant that reaches a user, through whichever principal';

create view task_workers as
 SELECT c.task_id,
    p.user_id,
    c.principal_id,
    t.state = 'claimed'::text AS holds
   FROM task_candidates c
     JOIN actor_principals p ON p.principal_id = c.principal_id
     JOIN tasks t ON t.id = c.task_id
  WHERE c.open AND t.ended_at IS NULL AND (t.state = 'ready'::text OR t.assignee_id = p.user_id) AND (p.user_id <> ALL (t.excluded));
comment on view task_workers is 'Who may work on an open task now: its assignee while still among its candidates, or, when nobody has claimed it, each candidate';

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
    g.id AS grant_id,
    g.resource_kind,
    g.resource_id,
    g.app_id,
    g.rights,
    g.narrowed_to
   FROM substituted_principals p
     JOIN grants g ON g.principal_id = p.principal_id
  WHERE g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > now()) AND g.page_version_id IS NULL;
comment on view substituted_grants is 'Live grants that reach an absent person, for whoever has her data rights. What portal pages expose is for outsiders, who have no substitutions';

CREATE OR REPLACE FUNCTION public.group_members_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare moved uuid[]; cycle text;
begin
  if tg_op = 'INSERT' then
    select g.name into cycle from new_rows n join groups g on g.id = n.group_id
      where exists (
        with recursive above (id) as (
          select n.group_id union select m.group_id from group_members m join above on m.member_id = above.id
        ) select from above where id = n.member_id) limit 1;
    if cycle is not null then
      raise exception 'Group "%" would contain itself', cycle using errcode = 'check_violation', constraint = 'group_members_acyclic';
    end if;
    select array_agg(distinct u.user_id) into moved from user_principals u join new_rows n on n.member_id = u.principal_id;
  else
    select array_agg(distinct u.user_id) into moved from user_principals u join old_rows o on o.member_id = u.principal_id;
  end if;
  if moved is not null then perform refresh_user_principals(moved); end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_changed(message jsonb)
 RETURNS void
 LANGUAGE sql
RETURN pg_notify('portico_live'::text, (message)::text);
comment on function notify_changed(jsonb) is 'Tells every process, at commit, that something changed: {topics, users?, employees?}; never carries content';

CREATE OR REPLACE FUNCTION public.org_closure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare moved uuid[];
begin
  if tg_table_name = 'org_members' then
    perform refresh_user_principals(array[coalesce(new.user_id, old.user_id)]);
  else
    select array_agg(distinct user_id) into moved from (
      select user_id from user_principals where principal_id = coalesce(new.id, old.id)
      union select new.lead_id where new.lead_id is not null) affected;
    if moved is not null then perform refresh_user_principals(moved); end if;
  end if;
  return null;
end $function$;

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
  raise exception 'The audit is append-only' using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_begun_substitution_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'Substitution % has begun: only its end may change, until it is over', old.id using errcode = 'check_violation', constraint = 'substitutions_begun';
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
begin
  if exists (select from groups where id = coalesce(new.group_id, old.group_id) and scope = 'system' and membership = 'computed') then
    raise exception 'Members of this system group are computed, not entered' using errcode = 'check_violation', constraint = 'group_members_computed';
  end if;
  -- The closure follows what stands in group_members; computed members of a member would count for nothing.
  if tg_op = 'INSERT' and exists (select from groups where id = new.member_id and scope = 'system' and membership = 'computed') then
    raise exception 'A computed system group cannot be a member of another group' using errcode = 'check_violation', constraint = 'group_member_computed';
  end if;
  if tg_op = 'INSERT' and exists (select from groups g where g.id = new.group_id and g.type = 'role')
     and exists (select from group_members where group_id = new.group_id) then
    raise exception 'A role holds exactly one member' using errcode = 'check_violation', constraint = 'role_holds_one';
  end if;
  return coalesce(new, old);
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_kind_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The kind of user % is fixed at creation', old.id using errcode = 'check_violation', constraint = 'users_kind_fixed';
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

CREATE OR REPLACE FUNCTION public.refuse_system_group_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The system group "%" cannot be deleted, renamed or re-typed', old.name
    using errcode = 'check_violation', constraint = 'system_group_fixed';
end $function$;

CREATE OR REPLACE FUNCTION public.superior_of(person uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;
comment on function superior_of(uuid) is 'The head or holder nearest above a user in the org chart, herself left out; null when nobody is above';

CREATE OR REPLACE FUNCTION public.users_closure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform refresh_user_principals(array[new.id]);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.uuid7()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send(((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;
comment on function uuid7() is 'UUID version 7 (RFC 9562 5.7) with 74 random bits; the twin of newId() for set-based statements';

CREATE OR REPLACE FUNCTION public.withdraw_password_resets()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update password_resets set withdrawn_at = now() where user_id = new.id and used_at is null and withdrawn_at is null;
  return null;
end $function$;
