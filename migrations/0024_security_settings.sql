-- The rules of signing in that an administrator sets; read by the statements they bind, so that every process obeys at once.

create table security_settings (
  id boolean primary key default true check (id),
  password_length integer not null default 12 check (password_length between 8 and 64),
  password_mixed boolean not null default false,
  password_blocked text[] not null default '{}' check (cardinality(password_blocked) <= 1000),
  password_days integer check (password_days between 1 and 3650),
  password_reminder_days integer check (password_reminder_days between 1 and 365),
  password_overdue_locks boolean not null default false,
  tries integer not null default 10 check (tries between 0 and 100),
  tries_reset_minutes integer not null default 15 check (tries_reset_minutes between 0 and 43200),
  pause_minutes integer not null default 15 check (pause_minutes between 0 and 43200),
  recovery boolean not null default true,
  factor_employees text not null default 'chosen' check (factor_employees in ('none', 'chosen', 'administrators', 'everybody')),
  factor_external text not null default 'chosen' check (factor_external in ('none', 'chosen', 'everybody')),
  factor_kinds text[] not null default '{totp,passkey,email_code}'
    check (factor_kinds <@ '{totp,passkey,email_code}' and (cardinality(factor_kinds) > 0 or (factor_employees in ('none', 'chosen') and factor_external in ('none', 'chosen')))),
  idle_minutes_employee integer not null default 480 check (idle_minutes_employee between 5 and 1440),
  idle_minutes_portal integer not null default 30 check (idle_minutes_portal between 5 and 720),
  sessions_employee integer check (sessions_employee between 1 and 100),
  sessions_portal integer check (sessions_portal between 1 and 100),
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid references users (id)
);
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
insert into security_settings default values;

create function refuse_settings_delete() returns trigger language plpgsql as $$
begin
  raise exception 'The security settings cannot be deleted' using errcode = 'check_violation', constraint = 'security_settings_kept';
end $$;
create trigger security_settings_kept before delete on security_settings for each row execute function refuse_settings_delete();
create trigger security_settings_kept_whole before truncate on security_settings for each statement execute function refuse_settings_delete();

create table pause_readers (
  group_id uuid primary key references groups (id)
);
comment on table pause_readers is 'Groups whose people are told by mail when somebody''s sign-in pauses';

alter table users
  add column password_set_at timestamptz not null default now(),
  add column password_below_rules_at timestamptz,
  add column password_reminded_at timestamptz;
update users set password_set_at = coalesce(registered_at, created_at);
comment on column users.password_set_at is 'When the password was chosen; hashing it anew with other parameters does not count';
comment on column users.password_below_rules_at is 'The last sign-in with a password that the rules of now would refuse; the person is told. null: none';
comment on column users.password_reminded_at is 'Last mail about an overdue password';
comment on column users.sign_in_paused_until is 'Too many wrong passwords: the status stays active, sign-in waits until then or until an administrator clears it. 9999-12-31: only an administrator does';

alter table sign_in_attempts
  add column familiar boolean not null default false,
  add column pauses_until timestamptz;
comment on column sign_in_attempts.familiar is 'From an address the person has signed in from lately: counted apart, so that an attacker elsewhere cannot keep her out (AT-116)';
comment on column sign_in_attempts.pauses_until is 'The try that began a pause; those before it are counted no more';
