-- Nesting by the thousand in one statement (imports, restores). What is above each new edge was listed pair by pair, once
-- to look for a cycle and once for the closure: a chain of 4,000 groups made eight million pairs, twice.

-- Whether something stands above itself, in proportion to the edges (Kahn, 1962): what has nothing above it is taken away
-- until nothing is left, or only what leads into a circle. Gives a group of it.
create function group_in_circle(starts uuid[]) returns uuid language plpgsql as $$
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
end $$;
comment on function group_in_circle(uuid[]) is 'A group that would contain itself, or stands below one, among these and all above them; null: there is none';

create or replace function group_members_added() returns trigger language plpgsql set plan_cache_mode = force_custom_plan as $$
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
end $$;
