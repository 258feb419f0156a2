-- API tokens: programs that act as a person. A token has a row in sessions, so that every statement that asks whether the
-- session and the account are still there holds for it by itself, and a request of a browser costs what it did.

alter table sessions drop constraint sessions_side_check;
alter table sessions drop column user_kind;
alter table sessions
  add constraint sessions_side_check check (side in ('employee', 'portal', 'token')),
  add column user_kind text not null generated always as (case side when 'portal' then 'external' else 'employee' end) stored,
  add foreign key (user_id, user_kind) references users (id, kind);
comment on column sessions.user_kind is 'Ties the side to the kind of the user: no employee session and no token for an outsider, whichever way in';
comment on column sessions.side is 'Whose cookie opens it; token: no cookie does, a program sends the secret with each request';

create table api_tokens (
  id uuid primary key references sessions (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 100),
  may_write boolean not null,
  administers boolean not null,
  workspaces uuid[] check (cardinality(workspaces) between 1 and 50),
  created_by uuid not null references users (id),
  check (not administers or workspaces is null)
);
comment on table api_tokens is 'What a token may at most; the rights of its person come on top. Never changed: a token for something else is another token';
comment on column api_tokens.administers is 'Whether the administration rights of its person count too; never those of the System supervisor';
comment on column api_tokens.workspaces is 'Only what belongs to these workspaces; null: everywhere';

create unlogged table api_token_uses (
  token_id uuid primary key references api_tokens (id) on delete cascade,
  minute timestamptz not null,
  requests integer not null
);
comment on table api_token_uses is 'Requests of each token in its latest minute, counted by all processes together. Lost in a crash, which gives away a minute';

create function refuse_token_change() returns trigger language plpgsql as $$
begin
  raise exception 'What a token may is fixed when it is made' using errcode = 'check_violation', constraint = 'api_tokens_fixed';
end $$;
create trigger api_tokens_fixed before update on api_tokens for each row execute function refuse_token_change();

-- A token works at any hour beside its person, so it takes a seat that is its person's own; without one, programs would
-- be a way to work without a seat (AT-121).
create function refuse_token_without_seat() returns trigger language plpgsql as $$
begin
  perform from seats s join sessions t on t.user_id = s.user_id
    where t.id = new.id and s.kind = 'named' and s.freed_at is null for share of s;
  if not found then
    raise exception 'A token needs a person with a named seat' using errcode = 'check_violation', constraint = 'api_tokens_need_seat';
  end if;
  return new;
end $$;
create trigger api_tokens_need_seat before insert on api_tokens for each row execute function refuse_token_without_seat();

create function end_tokens_without_seat() returns trigger language plpgsql as $$
begin
  update sessions set ended_at = now(), end_reason = 'seat_withdrawn'
    where user_id = new.user_id and side = 'token' and ended_at is null;
  return null;
end $$;
create trigger seats_freed_end_tokens after update of freed_at on seats for each row
  when (new.kind = 'named' and old.freed_at is null and new.freed_at is not null) execute function end_tokens_without_seat();
