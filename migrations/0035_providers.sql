-- Providers people sign in by (OpenID Connect), and who they are there.

create table providers (
  id uuid primary key,
  name text not null check (length(btrim(name)) between 1 and 60),
  issuer text not null check (length(issuer) between 1 and 500),
  client_id text not null check (length(client_id) between 1 and 300),
  secret_sealed bytea not null,
  for_employees boolean not null default true,
  domains text[] not null default '{}' check (cardinality(domains) <= 50),
  creates_people boolean not null default false,
  enabled_at timestamptz,
  refused_at timestamptz,
  refused_why text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_by uuid references users (id),
  changed_at timestamptz not null default now(),
  unique (id, issuer),
  check (not creates_people or (for_employees and cardinality(domains) > 0))
);
create unique index providers_name on providers (lower(name));
comment on table providers is 'Servers that say who somebody is (OpenID Connect)';
comment on column providers.issuer is 'Who signs; with linked people it does not change, because they would be others there';
comment on column providers.secret_sealed is 'Of the client, sealed under the key of the installation (base/secret-box.ts)';
comment on column providers.domains is 'Whose e-mail addresses it is believed about, in canonical form; empty: nobody is linked by address';
comment on column providers.creates_people is 'Whoever has an address of these domains and no account becomes an employee when signing in';
comment on column providers.enabled_at is 'null: off, nobody comes in by it';
comment on column providers.refused_at is 'The last sign-in by it that was refused; why is for administrators only';

create table provider_portals (
  provider_id uuid not null references providers (id) on delete cascade,
  portal_id uuid not null references portals (id) on delete cascade,
  primary key (provider_id, portal_id)
);
create index provider_portals_portal on provider_portals (portal_id);
comment on table provider_portals is 'At whose doors a provider is offered, beside that of employees';

create table identities (
  id uuid primary key,
  provider_id uuid not null,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 500),
  user_id uuid not null references users (id),
  label text not null check (length(label) <= 320),
  linked_by text not null check (linked_by in ('person', 'address', 'creation')),
  linked_at timestamptz not null default now(),
  used_at timestamptz,
  unique (provider_id, subject),
  unique (provider_id, user_id),
  foreign key (provider_id, issuer) references providers (id, issuer) on delete cascade
);
create index identities_user on identities (user_id);
comment on table identities is 'Who somebody with an account is at a provider; nothing but this lets in';
comment on column identities.subject is 'What never changes of a person there (OpenID Connect Core §2, sub)';
comment on column identities.label is 'How the provider called the person when it was linked; shown only';
comment on column identities.linked_by is 'person: by herself, signed in; address: by a verified address at the first sign-in; creation: the account was made then';

-- Whoever is deleted is nobody anywhere: the next account of that address is linked anew.
create function forget_identities() returns trigger language plpgsql as $$
begin
  delete from identities where user_id = new.id;
  return null;
end $$;
create trigger users_identities_forgotten after update of deleted_at on users for each row
  when (new.deleted_at is not null and old.deleted_at is null) execute function forget_identities();

alter table open_proofs drop constraint open_proofs_method_check;
alter table open_proofs add constraint open_proofs_method_check check (method in ('password', 'passkey', 'provider'));
comment on column open_proofs.user_id is 'null: a passkey or a provider is asked and will say whose it is';

create table provider_visits (
  id uuid primary key,
  provider_id uuid not null references providers (id) on delete cascade,
  proof_id uuid unique references open_proofs (id) on delete cascade,
  session_id uuid unique references sessions (id) on delete cascade,
  secret_sealed bytea not null,
  back text not null check (back like '/%'),
  expires_at timestamptz not null,
  check ((proof_id is null) <> (session_id is null))
);
comment on table provider_visits is 'Somebody who was sent to a provider and is awaited back, once: at a door, or to link an identity to the account of a session';
comment on column provider_visits.secret_sealed is 'From which what is sent along and has to come back is made (state, nonce, code verifier)';
comment on column provider_visits.back is 'Where the provider sends back to, below our address';
