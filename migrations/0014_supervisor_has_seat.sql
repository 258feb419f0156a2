-- The last rule of access.md 3.2 that was only in code: the role goes to somebody who has a seat.
create function refuse_supervisor_without_seat() returns trigger language plpgsql as $$
begin
  if not exists (select from seats where user_id = new.supervisor_id and freed_at is null) then
    raise exception 'The System supervisor cannot be somebody without a seat' using errcode = 'check_violation', constraint = 'supervisor_has_seat';
  end if;
  return new;
end $$;
create trigger company_supervisor_with_seat before update of supervisor_id on company for each row
  when (old.supervisor_id is distinct from new.supervisor_id and new.supervisor_id is not null)
  execute function refuse_supervisor_without_seat();
