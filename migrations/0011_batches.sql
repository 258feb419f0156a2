-- One deed on many accounts, worked in the background with a result for each row; imports of people are one.

create table batches (
  id uuid primary key,
  deed text not null check (deed in ('lock', 'unlock', 'delete', 'restore', 'resend_invitation', 'invite')),
  state text not null check (state in ('reading', 'checking', 'ready', 'running', 'done', 'stopped', 'refused')),
  made_by uuid not null references users (id),
  session_id uuid not null,
  file_name text check (length(file_name) <= 300),
  storage_key text,
  encoding text,
  columns text[],
  mapping text[],
  defaults jsonb not null default '{}',
  total integer not null default 0,
  sound integer not null default 0,
  done integer not null default 0,
  refused integer not null default 0,
  code text,
  message text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  check ((deed = 'invite') = (file_name is not null)),
  check ((state in ('stopped', 'refused')) = (message is not null)),
  check ((state in ('done', 'refused')) = (ended_at is not null))
);
comment on table batches is 'One deed on many accounts. Each row is a transaction of its own under the rights of whoever started it, as they are at that moment. Swept 30 days after the last change';
comment on column batches.session_id is 'The session it was started or continued from; when that ends, the batch stops. Not a foreign key: sessions are not in a backup';
comment on column batches.columns is 'First row of the file: names of its columns';
comment on column batches.mapping is 'For each column of the file the field of a person it fills, or empty';
comment on column batches.defaults is 'What every invited person of the file gets: groups, language';
comment on column batches.sound is 'Rows of a file that have no issue';
comment on column batches.message is 'Why it was stopped, or why its file was refused, as a sentence';
create index batches_list on batches (created_at desc, id desc);

create table batch_rows (
  batch_id uuid not null references batches (id) on delete cascade,
  position integer not null,
  user_id uuid references users (id),
  label text not null,
  cells text[],
  input jsonb,
  issues jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'left_out')),
  code text,
  message text,
  primary key (batch_id, position)
);
comment on table batch_rows is 'Results of a batch, row by row';
comment on column batch_rows.position is 'Order of work; of a file the number of the row as a spreadsheet counts it';
comment on column batch_rows.user_id is 'Whom it was done to; of an import, who was invited';
comment on column batch_rows.cells is 'A row of a file as it was read';
comment on column batch_rows.issues is 'What is wrong with it: [{field, message}]; such a row is left out';
create index batch_rows_waiting on batch_rows (batch_id, position) where state = 'waiting';
create index batch_rows_state on batch_rows (batch_id, state, position);
