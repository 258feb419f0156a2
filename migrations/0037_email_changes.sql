create table email_changes (
  id uuid primary key,
  user_id uuid not null references users (id),
  session_id uuid not null,
  old_email text not null,
  new_email text not null,
  portal_code text,
  confirm_hash bytea not null unique,
  stop_hash bytea not null unique,
  undo_hash bytea unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  undone_at timestamptz,
  withdrawn_at timestamptz,
  check ((undo_hash is null) = (confirmed_at is null)),
  check (undone_at is null or withdrawn_at is null)
);
comment on table email_changes is 'People changing their own address: the new one confirms within a day, the old one may stop it, and undo it for a week after (AT-115)';
comment on column email_changes.session_id is 'Where it was asked for; it alone stays when the change is confirmed';
comment on column email_changes.portal_code is 'Of somebody from outside: where the links of the mails lead';
comment on column email_changes.stop_hash is 'Of the link in the first mail to the old address; it undoes as well as undo_hash, of the second mail';
comment on column email_changes.withdrawn_at is 'Dropped by the person, or replaced by a newer one';
create index email_changes_user on email_changes (user_id, created_at);
