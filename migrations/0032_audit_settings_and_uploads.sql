-- Versions of the audit's settings, and which kinds of files may be uploaded.

alter table company add column audit_settings_version integer not null default 1;

alter table company
  add column upload_extensions text[] check (cardinality(upload_extensions) between 1 and 200),
  add column upload_version integer not null default 1;
comment on column company.upload_extensions is 'Extensions that may be uploaded, each with the content it says; null: every file, told by its content';
