-- Each contact is written to at one address of a kind, so the decision finds it by a plain join. Should two be primary,
-- the older one stays: it is the one that was written to.
update identity set is_primary = false
where is_primary and kind in ('email', 'phone') and exists (
  select 1 from identity older
  where older.contact_id = identity.contact_id and older.kind = identity.kind and older.is_primary
    and (older.created_at, older.value) < (identity.created_at, identity.value));

create unique index identity_primary_key on identity (contact_id, kind) where is_primary and kind in ('email', 'phone');
