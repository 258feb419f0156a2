-- Some operations want to know again who is asking, however long the session lives.

alter table sessions add column proved_at timestamptz;
comment on column sessions.proved_at is 'When the person last proved who she is: at sign-in, and again when a dangerous operation asked. null: never, as for whatever no person signed in to; such a session never passes';
update sessions set proved_at = created_at;
