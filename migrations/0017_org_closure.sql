-- The closure follows the org chart in proportion to what moved, as it follows groups since migration 0012.

-- Sets right who of the moved people counts as what stands above. Worked out principal by principal: a person enters what
-- is above by a way of her own or from something below it that has not changed, and what each entry leads to is the same
-- for everybody. Lab note, 5,000 elements and 100,000 people: docs/benchmarks.md; person by person, moving a department
-- of 20,000 took six times as long.
create function refresh_org_closure(moved uuid[], above uuid[]) returns void language sql set plan_cache_mode = 'force_custom_plan' as $$
  with recursive edges (lower, higher) as materialized (
    select id, parent_id from org_elements where parent_id = any (above)
    union
    select member_id, group_id from group_members where group_id = any (above)
  ), leads (start, id) as (
    select each, each from unnest(above) each
    union
    select l.start, e.higher from leads l join edges e on e.lower = l.id
  ), entries (user_id, id) as (
    select lead_id, id from org_elements where lead_id = any (moved) and id = any (above)
    union
    select user_id, element_id from org_members where user_id = any (moved) and element_id = any (above)
    union
    select u.user_id, e.higher from edges e join user_principals u on u.principal_id = e.lower
      where e.lower <> all (above) and u.user_id = any (moved)
  ), counts as materialized (
    select distinct e.user_id, l.id from entries e join leads l on l.start = e.id
  ), gone as (
    delete from user_principals u where u.user_id = any (moved) and u.principal_id = any (above)
      and not exists (select from counts c where c.user_id = u.user_id and c.id = u.principal_id)
  )
  insert into user_principals select user_id, id from counts on conflict do nothing
$$;
comment on function refresh_org_closure(uuid[], uuid[]) is 'For the given people, whether they count as the given elements and groups; everything that stands above these has to be among them';

-- Taking over the lock of the closure (migration 0012), which makes the tree's own superfluous.
create or replace function refuse_broken_org_chart() returns void language plpgsql as $$
declare roots integer; living integer; reached integer;
begin
  select count(*) filter (where parent_id is null), count(*) into roots, living from org_elements where deleted_at is null;
  if roots > 1 then
    raise exception 'The org chart has one root, not %', roots using errcode = 'check_violation', constraint = 'org_elements_one_root';
  end if;
  with recursive tree (id) as (
    select id from org_elements where parent_id is null and deleted_at is null
    union all
    select e.id from tree join org_elements e on e.parent_id = tree.id
  ) select count(*) into reached from tree;
  if reached <> living then
    raise exception 'The org chart is a tree: % elements hang in a circle or below one that is gone', abs(living - reached)
      using errcode = 'check_violation', constraint = 'org_elements_tree';
  end if;
end $$;

-- Whoever counts as an element that hangs elsewhere now moves, and of one that only has another lead, the two leads.
create or replace function org_elements_changed() returns trigger language plpgsql set plan_cache_mode = 'force_custom_plan' as $$
declare changed uuid[]; hung uuid[]; led uuid[]; above uuid[]; moved uuid[];
begin
  perform lock_closure('{}', true);
  if tg_op = 'INSERT' then
    select array_agg(id), array_agg(lead_id) filter (where lead_id is not null) into changed, led from new_rows;
    if changed is null then return null; end if;
    perform refuse_broken_org_chart();
    with recursive up (id) as (
      select unnest(changed)
      union
      select next.id from up cross join lateral (
        select parent_id as id from org_elements where id = up.id and parent_id is not null
        union all select group_id from group_members where member_id = up.id) next
    ) select array_agg(id) into above from up;
  else
    select array_agg(n.id),
      array_agg(n.id) filter (where o.parent_id is distinct from n.parent_id or o.deleted_at is distinct from n.deleted_at),
      array_agg(o.lead_id) filter (where o.lead_id is not null) || array_agg(n.lead_id) filter (where n.lead_id is not null)
      into changed, hung, led from old_rows o join new_rows n using (id)
      where (o.parent_id, o.lead_id, o.deleted_at) is distinct from (n.parent_id, n.lead_id, n.deleted_at);
    if changed is null then return null; end if;
    if hung is not null then perform refuse_broken_org_chart(); end if;
    with recursive up (id) as (
      select unnest(changed)
      union
      select next.id from up cross join lateral (
        select parent_id as id from org_elements where id = up.id and parent_id is not null
        union all select parent_id from old_rows where id = up.id and parent_id is not null
        union all select group_id from group_members where member_id = up.id) next
    ) select array_agg(id) into above from up;
  end if;
  select array_agg(user_id) into moved from (
    select user_id from user_principals where principal_id = any (hung)
    union select unnest(led)) affected;
  if moved is not null then perform refresh_org_closure(moved, above); end if;
  return null;
end $$;

create or replace function org_members_changed() returns trigger language plpgsql set plan_cache_mode = 'force_custom_plan' as $$
declare elements uuid[]; above uuid[]; moved uuid[]; wrong text;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct element_id), array_agg(distinct user_id) into elements, moved from new_rows;
  else
    select array_agg(distinct element_id), array_agg(distinct user_id) into elements, moved from old_rows;
  end if;
  if moved is null then return null; end if;
  perform lock_closure(moved, false);
  if tg_op = 'INSERT' then
    select name into wrong from org_elements where id = any (elements) and (kind = 'position' or deleted_at is not null) limit 1;
    if wrong is not null then
      raise exception 'A position has one holder and no people beside: "%" cannot take members', wrong
        using errcode = 'check_violation', constraint = 'org_members_no_position';
    end if;
  end if;
  with recursive up (id) as (
    select unnest(elements)
    union
    select next.id from up cross join lateral (
      select parent_id as id from org_elements where id = up.id and parent_id is not null
      union all select group_id from group_members where member_id = up.id) next
  ) select array_agg(id) into above from up;
  perform refresh_org_closure(moved, above);
  return null;
end $$;
