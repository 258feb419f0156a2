-- Two folders of one name may lie side by side: a name that is refused because of a folder one does not see would tell
-- of it. Names that are seen are refused by the commands, under the lock of the tree.

drop index folders_name;
create index folders_name on folders (parent_id, lower(normalize(btrim(name), NFKC))) where deleted_at is null;
