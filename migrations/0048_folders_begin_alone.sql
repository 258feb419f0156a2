-- Items that are being made while an app gets its first folder: those that began before are waited for and lie in the
-- root, those that begin after find the root. The app is locked so that their foreign keys do not wait in turn.

create or replace function begin_folders(app uuid) returns void language plpgsql as $$
declare the_app record;
begin
  select table_name, name, published_at into the_app from apps where id = app for no key update;
  insert into folders (id, app_id, name) values (app, app, the_app.name) on conflict do nothing;
  if not found then return; end if;
  if the_app.published_at is not null then
    execute format('lock table app_data.%I in share row exclusive mode', the_app.table_name);
    execute format('insert into item_folders (app_id, item_id, folder_id) select app_id, id, app_id from app_data.%I', the_app.table_name);
    update apps set shape_version = shape_version + 1 where id = app;
  end if;
end $$;
