-- What a provider tells of somebody it knows may be taken over.

alter table providers add column renames_people boolean not null default false;
comment on column providers.renames_people is 'At each sign-in the name here becomes the one it tells; never the address';
