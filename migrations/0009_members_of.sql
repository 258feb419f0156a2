-- Who counts as one of some principals: the same as actor_principals, asked from the other end.

create function members_of(principals uuid[]) returns table (user_id uuid) language sql stable parallel safe as $$
  select user_id from user_principals where principal_id = any (principals)
  union all
  select id from users where status = 'active' and deleted_at is null and kind = 'employee'
    and '00000000-0000-7000-8000-000000000002'::uuid = any (principals)
  union all
  select id from users where status = 'active' and deleted_at is null and kind = 'external'
    and '00000000-0000-7000-8000-000000000003'::uuid = any (principals)
  union all
  select supervisor_id from company where '00000000-0000-7000-8000-000000000007'::uuid = any (principals)
$$;
comment on function members_of(uuid[]) is 'Users who count as one of these principals. Computed system groups read the users only when they are asked for; through the view every user was read for every group';
