-- How the company shows itself: formats, links, theme.

alter table company
  add column first_day_of_week smallint not null default 1 check (first_day_of_week in (1, 6, 7)),
  add column date_format text not null default 'language' check (date_format in ('language', 'iso', 'dmy', 'mdy')),
  add column time_format text not null default 'language' check (time_format in ('language', 'h23', 'h12')),
  add column number_format text not null default 'language' check (number_format in ('language', 'comma_point', 'point_comma', 'space_comma')),
  add column phone_country text check (phone_country ~ '^[A-Z]{2}$'),
  add column links jsonb not null default '[]' check (jsonb_typeof(links) = 'array' and jsonb_array_length(links) <= 5),
  add column settings_version integer not null default 1,
  add column settings_changed_by uuid references users (id),
  add column settings_changed_at timestamptz;
comment on column company.first_day_of_week is 'ISO 8601: 1 Monday, 6 Saturday, 7 Sunday';
comment on column company.phone_country is 'ISO 3166: whose numbers are written without a country code';
comment on column company.links is 'Shown to employees in the menu of their account: [{label, url}]';
comment on column company.settings_version is 'Of what is set in Administration → Company; `version` is of the supervisor';

create table company_theme (
  id boolean primary key default true check (id),
  color text check (color ~ '^#[0-9a-f]{6}$'),
  title_ending text check (length(title_ending) between 1 and 60),
  scheme text not null default 'auto' check (scheme in ('auto', 'light', 'dark')),
  version integer not null default 1,
  changed_by uuid references users (id),
  changed_at timestamptz
);
comment on table company_theme is 'One row: the look of the employee side. Portals have their own';
comment on column company_theme.color is 'Of buttons and links; white text on it reaches WCAG AA. Null: ours';
insert into company_theme default values;

create table theme_images (
  kind text primary key check (kind in ('logo', 'sign_in_logo', 'favicon')),
  storage_key text not null unique,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  size integer not null check (size between 1 and 524288),
  width integer not null check (width between 1 and 2000),
  height integer not null check (height between 1 and 2000),
  sha256 bytea not null,
  changed_at timestamptz not null default now()
);
comment on table theme_images is 'Pictures of the company on the employee side, readable by everybody, as the sign-in page shows them';

create or replace view blobs_in_use as
  select storage_key as key from files union all select storage_key from audit_archives union all select storage_key from theme_images;
