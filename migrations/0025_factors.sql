-- Second factors, passkeys, and proofs that are under way.

create table factors (
  user_id uuid not null references users (id),
  kind text not null check (kind in ('totp', 'email_code')),
  secret bytea,
  last_step bigint,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (user_id, kind),
  check ((kind = 'totp') = (secret is not null))
);
comment on table factors is 'Second factors a person has set up and confirmed; passkeys stand apart';
comment on column factors.secret is 'Seed of the authenticator app, sealed under the key of the installation (secret-box.ts)';
comment on column factors.last_step is 'The 30-second step of the last code taken: no code is taken twice, nor one before it';

create table recovery_codes (
  user_id uuid not null references users (id),
  code_hash bytea not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (user_id, code_hash)
);
comment on table recovery_codes is 'Ten codes for who has lost the device; each works once, only the SHA-256 is stored';

create table passkeys (
  id uuid primary key,
  user_id uuid not null references users (id),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null check (length(btrim(name)) between 1 and 60),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
comment on table passkeys is 'WebAuthn credentials: each is a way in by itself, because it proves the device and the person before it';
comment on column passkeys.counter is 'Signatures the device has counted; one that goes back is a copy and is refused (WebAuthn 7.2 step 22)';
create index passkeys_user on passkeys (user_id);

create table open_proofs (
  id uuid primary key,
  token_hash bytea unique,
  session_id uuid unique references sessions (id),
  user_id uuid references users (id),
  side text not null check (side in ('employee', 'portal')),
  portal_id uuid,
  method text check (method in ('password', 'passkey')),
  challenge text,
  seed bytea,
  code_hash bytea,
  code_sent_at timestamptz,
  codes_sent integer not null default 0 check (codes_sent between 0 and 5),
  factor_proved_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((token_hash is null) <> (session_id is null))
);
comment on table open_proofs is 'A proof under way: of somebody at the door (one cookie of that browser opens it, ten minutes, one use), or of somebody who is in and sets a factor up or proves again who she is (by session)';
comment on column open_proofs.user_id is 'null: a passkey is asked for and will say whose it is';
comment on column open_proofs.method is 'What has been proved at the door so far';
comment on column open_proofs.challenge is 'What a passkey has to sign; taken by whoever answers';
comment on column open_proofs.seed is 'Sealed seed of an authenticator app that is being set up';
comment on column open_proofs.code_hash is 'SHA-256 of the six digits that were mailed, bound to this row';
create index open_proofs_age on open_proofs (expires_at);
create index open_proofs_user on open_proofs (user_id) where used_at is null;

create function end_open_proofs() returns trigger language plpgsql as $$
begin
  update open_proofs set used_at = now() where user_id = new.id and used_at is null;
  return null;
end $$;
create trigger users_open_proofs_ended after update on users for each row
  when ((old.status = 'active' and new.status <> 'active') or new.deleted_at is not null and old.deleted_at is null
    or (old.password_set_at is distinct from new.password_set_at and old.password_hash is distinct from new.password_hash))
  execute function end_open_proofs();
comment on function end_open_proofs() is 'A lock, a deletion and a new password end what was half proved before';
