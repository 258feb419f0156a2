-- What everybody sees at the name of a person.

create view shown_absences as
  select s.absent_id as user_id, s.starts_at, s.ends_at from substitutions s
  where s.ends_at > now() and s.starts_at <= now() + (select absence_notice_days from company) * interval '1 day';
comment on view shown_absences is 'Absences that run or begin within the days of notice: from when to when, for whoever sees the person';
