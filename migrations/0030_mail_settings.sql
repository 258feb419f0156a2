-- How mail leaves: the server, the sender, and the one template around every mail.

create table mail_settings (
  id boolean primary key default true check (id),
  host text check (length(host) between 1 and 255),
  port integer check (port between 1 and 65535),
  security text check (security in ('tls', 'starttls', 'none')),
  user_name text check (length(user_name) between 1 and 320),
  password_sealed bytea,
  sender_name text not null default 'Portico' check (length(sender_name) between 1 and 120),
  sender_address text check (length(sender_address) <= 320),
  reply_to text check (length(reply_to) <= 320),
  template_html text check (length(template_html) <= 50000),
  template_text text check (length(template_text) <= 10000),
  version integer not null default 1,
  changed_by uuid references users (id),
  changed_at timestamptz,
  check ((host is null) = (port is null) and (host is null) = (security is null) and (host is null) = (sender_address is null)),
  check (password_sealed is null or user_name is not null),
  check (host is not null or user_name is null),
  check ((template_html is null) = (template_text is null)),
  check (array_length(string_to_array(template_html, '{{body}}'), 1) = 2),
  check (array_length(string_to_array(template_text, '{{body}}'), 1) = 2)
);
comment on table mail_settings is 'One row. Without a host mails are kept in the outbox; PORTICO_SMTP_URL in the environment goes before it';
comment on column mail_settings.password_sealed is 'Sealed under the key of the installation (base/secret-box.ts)';
comment on column mail_settings.template_html is 'Around every system mail, with {{body}} exactly once; null: our own';
insert into mail_settings default values;

create index mails_state on mails (state, created_at desc, id desc) where state in ('failed', 'kept', 'waiting');
