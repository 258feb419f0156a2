create table rescues (
  id uuid primary key,
  user_id uuid not null references users (id),
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  check (used_at is null or withdrawn_at is null)
);
comment on table rescues is 'Links for a System supervisor without any factor left, made on the server by portico rescue: 15 minutes, one use, the latest only';
