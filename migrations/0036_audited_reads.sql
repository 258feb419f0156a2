-- What is read can be written down too: files that are downloaded, and items of apps that want it.

alter table company add column audit_downloads boolean not null default true;
comment on column company.audit_downloads is 'Whether each download of an item''s file is written into the audit';

alter table apps add column reads_audited boolean not null default false;
comment on column apps.reads_audited is 'Whether it is written into the audit who reads its items and their files';
