-- Who is away is asked for every person of a group a task is offered to: the few that are not over are read once.

create index substitutions_taking on substitutions (ends_at) include (absent_id, starts_at) where type <> 'inform';
