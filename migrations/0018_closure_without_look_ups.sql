-- Rows of the closure are written by triggers only, from tables whose foreign keys name the same users and principals,
-- which are never deleted. Looking both up once more for each row was two thirds of the time when 50,000 people enter a
-- group by one membership (measured: docs/benchmarks.md, People).
alter table user_principals drop constraint user_principals_user_id_fkey, drop constraint user_principals_principal_id_fkey;
comment on table user_principals is 'Closure: every principal a user counts as, herself included; kept by triggers in the transaction that changes a membership, and written by nothing else. Computed system groups are added by the view actor_principals';
