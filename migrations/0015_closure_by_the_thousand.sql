-- Rows of the closure are written by triggers only, from tables whose foreign keys name the same users and principals,
-- which are never deleted. Looking both up once more for each row was two thirds of the time when 50,000 people enter a
-- group by one membership (measured: docs/benchmarks.md, People).
alter table user_principals drop constraint user_principals_user_id_fkey, drop constraint user_principals_principal_id_fkey;
comment on table user_principals is 'Closure: every principal a user counts as, herself included; kept by triggers in the transaction that changes a membership, and written by nothing else. Computed system groups are added by the view actor_principals';

-- The same as before, asked of three fixed ids first: joined with the groups, a statement of 100,000 members took minutes.
create or replace function refuse_beyond_licences() returns trigger language plpgsql as $$
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
end $$;
