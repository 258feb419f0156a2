-- Substitutions: who acts for whom while somebody is away, and how it shows at tasks.

create table substitutions (
  id uuid primary key,
  type text not null check (type in ('inform', 'reassign', 'all_access')),
  absent_id uuid not null,
  substitute_id uuid,
  employee text not null default 'employee' check (employee = 'employee'),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null default 'UTC',
  move_tasks text not null default 'none' check (move_tasks in ('none', 'due', 'all')),
  give_back boolean not null default true,
  note text not null default '' check (length(note) <= 500),
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  moved_at timestamptz,
  settled_at timestamptz,
  version integer not null default 1,
  unique (id, absent_id),
  foreign key (absent_id, employee) references users (id, kind),
  foreign key (substitute_id, employee) references users (id, kind),
  constraint substitutions_period check (starts_at < ends_at),
  constraint substitutions_not_oneself check (substitute_id <> absent_id),
  constraint substitutions_somebody check ((type = 'inform') or substitute_id is not null)
);
comment on table substitutions is 'For these moments, the substitute acts for the absent person. inform: nothing moves; reassign: new tasks go to the substitute; all_access: that, and the absent person''s data rights, never administration';
comment on column substitutions.employee is 'Ties both to employees: nobody from outside substitutes or is substituted, whichever way in';
comment on column substitutions.ends_at is 'The moment from which it is over: it ends by itself, in every statement that asks, not by a job';
comment on column substitutions.time_zone is 'The zone its moments were entered in and are shown in';
comment on column substitutions.move_tasks is 'Tasks the absent person has when it starts: none, those due within it, or all';
comment on column substitutions.give_back is 'At the end, open tasks that were taken over go back to the absent person';
comment on column substitutions.moved_at is 'When the tasks of the beginning had all been moved';
comment on column substitutions.settled_at is 'When everything that its end asks for had been done';
create index substitutions_absent on substitutions (absent_id, ends_at);
create index substitutions_all_access on substitutions (substitute_id, ends_at) where type = 'all_access';
create index substitutions_substitute on substitutions (substitute_id, starts_at desc);
create index substitutions_to_move on substitutions (starts_at) where moved_at is null;
create index substitutions_to_settle on substitutions (ends_at) where settled_at is null;
create index substitutions_list on substitutions (starts_at desc, id desc);

create table substitution_rules (
  substitution_id uuid not null,
  absent_id uuid not null,
  position integer not null check (position > 0),
  name text not null check (length(btrim(name)) between 1 and 120),
  process_id uuid references processes (id),
  workspace_id uuid references workspaces (id),
  condition text check (length(condition) <= 4000),
  substitute_id uuid not null,
  employee text not null default 'employee' check (employee = 'employee'),
  primary key (substitution_id, position),
  foreign key (substitution_id, absent_id) references substitutions (id, absent_id) on delete cascade,
  foreign key (substitute_id, employee) references users (id, kind),
  constraint substitution_rules_not_oneself check (substitute_id <> absent_id)
);
comment on table substitution_rules is 'Which tasks go to somebody else than the main substitute: asked in order, the first that fits decides';
comment on column substitution_rules.condition is 'FEEL over process, workspace, name, due and item; null: whatever else the rule names';
comment on column substitution_rules.absent_id is 'Repeated from the substitution, so that nobody can be her own substitute in a rule either';
create index substitution_rules_substitute on substitution_rules (substitute_id);

-- One absence at a time: which substitute a task goes to has one answer. The lock makes two planners wait for each other.
create function refuse_overlapping_substitution() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('substitution ' || new.absent_id, 0));
  if exists (select from substitutions s where s.absent_id = new.absent_id and s.id <> new.id
      and s.starts_at < new.ends_at and s.ends_at > new.starts_at) then
    raise exception 'Another substitution of the same person stands in this period' using errcode = 'exclusion_violation', constraint = 'substitutions_one_at_a_time';
  end if;
  return new;
end $$;
create trigger substitutions_one_at_a_time before insert or update of absent_id, starts_at, ends_at on substitutions
  for each row execute function refuse_overlapping_substitution();

create function refuse_begun_substitution_change() returns trigger language plpgsql as $$
begin
  raise exception 'Substitution % has begun: only its end may change, until it is over', old.id using errcode = 'check_violation', constraint = 'substitutions_begun';
end $$;
create trigger substitutions_begun before update on substitutions for each row
  when (old.starts_at <= now() and ((old.type, old.absent_id, old.starts_at, old.move_tasks, old.give_back)
      is distinct from (new.type, new.absent_id, new.starts_at, new.move_tasks, new.give_back)
    or old.substitute_id is distinct from new.substitute_id
    or (old.ends_at <> new.ends_at and (old.ends_at <= now() or new.ends_at < now()))))
  execute function refuse_begun_substitution_change();
create trigger substitutions_kept before delete on substitutions for each row when (old.starts_at <= now())
  execute function refuse_begun_substitution_change();

-- The substitute's side of "grant all access". It ends by the clock of the statement that asks, and with the lock of either.
create view all_access_substitutions as
  select s.id, s.substitute_id, s.absent_id from substitutions s join users a on a.id = s.absent_id
  where s.type = 'all_access' and s.starts_at <= now() and s.ends_at > now() and a.status = 'active' and a.deleted_at is null;
comment on view all_access_substitutions is 'Who has whose data rights now. Whether the substitute is active is asked where her session is';

create view substituted_principals as
  select s.substitute_id as actor_id, s.id as substitution_id, s.absent_id, p.principal_id
  from all_access_substitutions s join user_principals p on p.user_id = s.absent_id
  where p.principal_id not in ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000004',
    '00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-000000000006');
comment on view substituted_principals is 'Whom an absent person counts as, for whoever has her data rights: never Administrators, Privileged users or the groups of solutions. The supervisor''s role and All users are computed and not in user_principals';

create view substituted_grants as
  select p.actor_id, p.substitution_id, p.absent_id, g.grant_id, g.resource_kind, g.resource_id, g.app_id, g.rights, g.narrowed_to
  from substituted_principals p join live_grants g on g.principal_id = p.principal_id;
comment on view substituted_grants is 'Live grants that reach an absent person, for whoever has her data rights';

alter table tasks add column for_user_id uuid references users (id);
alter table tasks add column substitution_id uuid references substitutions (id);
comment on column tasks.for_user_id is 'For whom the assignee has, or had, it: the absent person whose task it is';
comment on column tasks.substitution_id is 'The substitution by which it left that person; its end brings it back';
create index tasks_substitution on tasks (substitution_id) where substitution_id is not null and ended_at is null;
create index tasks_done_for on tasks (for_user_id, ended_at desc) where for_user_id is not null and ended_at is not null;

alter table task_candidates add column for_user_id uuid references users (id);
alter table task_candidates add column substitution_id uuid references substitutions (id);
comment on column task_candidates.for_user_id is 'For whom this candidate stands in';
create index task_candidates_substitution on task_candidates (substitution_id) where substitution_id is not null and open;

alter table task_events drop constraint task_events_kind_check;
alter table task_events add constraint task_events_kind_check check (kind in ('created', 'resolved', 'fell_back', 'claimed',
  'released', 'reassigned', 'completed', 'cancelled', 'taken_over', 'given_back'));

alter table company add column absence_notice_days integer not null default 7 check (absence_notice_days between 0 and 365);
comment on column company.absence_notice_days is 'How many days before it begins an absence shows at the name of the person';
