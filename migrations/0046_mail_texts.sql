-- Own words of a company in place of Portico's, for each kind of mail and language.

create table mail_texts (
  kind text not null,
  language text not null check (language in ('en', 'ru')),
  subject text not null check (length(subject) between 1 and 200),
  body text not null check (length(body) between 1 and 5000),
  version integer not null default 1,
  changed_by uuid references users (id),
  changed_at timestamptz not null default now(),
  primary key (kind, language)
);
comment on table mail_texts is 'Plain text with places such as {{code}}; paragraphs are separated by an empty line. Never used for a mail to the System supervisor';
