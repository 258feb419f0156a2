create table user_photos (
  user_id uuid primary key,
  user_kind text not null generated always as ('employee') stored,
  storage_key text not null unique,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  size integer not null check (size between 1 and 262144),
  side integer not null check (side between 1 and 512),
  sha256 bytea not null,
  changed_at timestamptz not null default now(),
  foreign key (user_id, user_kind) references users (id, kind)
);
comment on table user_photos is 'Squares of the faces of employees, seen by whoever sees the person; nobody from outside has one';

create or replace view blobs_in_use as
  select storage_key as key from files union all select storage_key from audit_archives
  union all select storage_key from theme_images union all select storage_key from user_photos;
