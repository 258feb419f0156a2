alter table users
  add column date_format text check (date_format in ('language', 'iso', 'dmy', 'mdy')),
  add column time_format text check (time_format in ('language', 'h23', 'h12')),
  add column number_format text check (number_format in ('language', 'comma_point', 'point_comma', 'space_comma'));
comment on column users.date_format is 'null, here and in the two beside it: as the company writes';

create table muted_mails (
  user_id uuid not null references users (id),
  template text not null check (template in ('task_waits', 'substitution', 'fresh_invitation_asked', 'no_free_seat')),
  primary key (user_id, template)
);
comment on table muted_mails is 'Which mails a person does not want. Those about the account and its safety are not to choose, whichever way in';
