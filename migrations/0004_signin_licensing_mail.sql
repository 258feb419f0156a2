-- Sessions, invitations, the ledger of seats, the outbox of mail.

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  user_id uuid not null references users (id),
  side text not null check (side in ('employee', 'portal')),
  user_kind text not null generated always as (case side when 'employee' then 'employee' else 'external' end) stored,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('signed_out', 'locked', 'password_changed', 'ended_by_user', 'ended_by_administrator', 'seat_withdrawn', 'expired')),
  user_agent text not null default '',
  address text not null default '',
  foreign key (user_id, user_kind) references users (id, kind),
  check ((ended_at is null) = (end_reason is null))
);
comment on table sessions is 'Who is signed in. Read at every request; only the SHA-256 of the cookie is stored';
comment on column sessions.user_kind is 'Ties the side to the kind of the user: no employee session for an outsider, whichever way in';
create index sessions_user on sessions (user_id) where ended_at is null;

create table sign_in_attempts (
  id bigint generated always as identity primary key,
  account_key text not null,
  address text not null,
  at timestamptz not null default now()
);
comment on table sign_in_attempts is 'Failed tries, known accounts or not, counted per canonical e-mail and per source by every process alike. Swept after a day';
create index sign_in_attempts_account on sign_in_attempts (account_key, at);
create index sign_in_attempts_address on sign_in_attempts (address, at);

create table password_resets (
  id uuid primary key,
  user_id uuid not null references users (id),
  side text not null check (side in ('employee', 'portal')),
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
comment on table password_resets is 'Links for a new password: 30 minutes, one use, killed by a newer one, a change of e-mail or password, a lock';
create index password_resets_user on password_resets (user_id);

create function withdraw_password_resets() returns trigger language plpgsql as $$
begin
  update password_resets set withdrawn_at = now() where user_id = new.id and used_at is null and withdrawn_at is null;
  return null;
end $$;
create trigger users_resets_withdrawn after update on users for each row
  when (old.email_canonical is distinct from new.email_canonical or old.password_hash is distinct from new.password_hash
    or (old.status = 'active' and new.status <> 'active'))
  execute function withdraw_password_resets();

create table invitations (
  id uuid primary key,
  kind text not null check (kind in ('employee', 'individual')),
  user_id uuid not null,
  user_kind text not null generated always as (case kind when 'employee' then 'employee' else 'external' end) stored,
  portal_id uuid,
  token_hash bytea not null unique,
  without_confirmation boolean not null default false,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  expires_at timestamptz,
  opened_at timestamptz,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  withdraw_reason text check (withdraw_reason in ('withdrawn', 'replaced', 'declined')),
  renewal_asked_at timestamptz,
  foreign key (user_id, user_kind) references users (id, kind),
  check ((kind = 'individual') = (portal_id is not null)),
  check ((withdrawn_at is null) = (withdraw_reason is null)),
  check (accepted_at is null or withdrawn_at is null)
);
comment on table invitations is 'Links to come in. 32 random bytes, only the hash stored; opening never uses one up, accepting does, once';
comment on column invitations.expires_at is 'null: no end (an individual link may be made so)';
create unique index invitations_one_accepted on invitations (user_id, coalesce(portal_id, '00000000-0000-0000-0000-000000000000')) where accepted_at is not null;
create index invitations_user on invitations (user_id);

create table confirmation_codes (
  id uuid primary key,
  invitation_id uuid not null references invitations (id),
  email text not null,
  code_hash bytea not null,
  tries integer not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  proof_hash bytea
);
comment on table confirmation_codes is 'Six digits that prove an address: 10 minutes, 5 tries';
comment on column confirmation_codes.proof_hash is 'After confirmation: the hash of the secret with which the next step (name and password) is allowed';
create index confirmation_codes_invitation on confirmation_codes (invitation_id, created_at desc);

create table license_packs (
  id uuid primary key,
  kind text not null check (kind in ('named', 'external')),
  seats integer not null check (seats > 0),
  source text not null check (source in ('starter', 'key')),
  serial text unique,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  activated_at timestamptz not null default now(),
  activated_by uuid references users (id),
  check (valid_to is null or valid_to > valid_from)
);
comment on table license_packs is 'What was bought; starter is built in and has no end';
insert into license_packs (id, kind, seats, source) values
  ('00000000-0000-7000-8000-0000000000a1', 'named', 10, 'starter'),
  ('00000000-0000-7000-8000-0000000000a2', 'external', 25, 'starter');

create table seat_pools (
  kind text primary key check (kind in ('named', 'external'))
);
comment on table seat_pools is 'One row a kind, locked by whoever takes a seat, so that the last one is taken once';
insert into seat_pools values ('named'), ('external');

create table seats (
  id uuid primary key,
  kind text not null references seat_pools (kind),
  user_id uuid not null,
  user_kind text not null generated always as (case kind when 'named' then 'employee' else 'external' end) stored,
  taken_at timestamptz not null default now(),
  freed_at timestamptz,
  free_reason text check (free_reason in ('locked', 'cancelled', 'declined', 'deleted')),
  foreign key (user_id, user_kind) references users (id, kind),
  check ((freed_at is null) = (free_reason is null))
);
comment on table seats is 'The ledger: who holds or held a seat, since when, until when';
create unique index seats_held on seats (kind, user_id) where freed_at is null;
create index seats_history on seats (kind, taken_at desc);

create table mails (
  id uuid primary key,
  to_address text not null,
  to_user_id uuid references users (id),
  template text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  created_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'kept', 'sent', 'failed')),
  sent_at timestamptz,
  tries integer not null default 0,
  last_error text
);
comment on table mails is 'The outbox, written in the transaction of the deed. kept: no mail server is set, the administrator reads it here';
create index mails_list on mails (created_at desc, id desc);
