-- An entry says what it stops, and why from a closed list: nothing else about a person has a place in it (S1).
alter table suppression add column scope text not null default 'all';
alter table suppression drop constraint suppression_pkey;
alter table suppression add constraint suppression_pkey primary key (kind, value_hmac, scope);
create index suppression_key_version_idx on suppression (key_version);
alter table suppression add constraint suppression_scope_check
  check (scope = 'all' or (scope = 'email' and kind = 'email') or (scope in ('sms', 'phone') and kind = 'phone'));
alter table suppression add constraint suppression_reason_check check (reason in ('erased', 'list')) not valid;
alter table suppression add constraint suppression_hash_check check (octet_length(value_hmac) = 32);

-- A change may only put an entry under a newer key.
create function suppression_only_rekeyed() returns trigger language plpgsql as $$
begin
  if new.key_version > old.key_version and (new.kind, new.scope, new.reason, new.created_at)
    is not distinct from (old.kind, old.scope, old.reason, old.created_at) then return new; end if;
  raise exception 'an entry of % only ever gets a newer key', tg_table_name;
end $$;
create trigger suppression_only_rekeyed before update on suppression for each row execute function suppression_only_rekeyed();
create trigger suppression_no_truncate before truncate on suppression for each statement execute function refuse_change();

create table suppression_key (
  version int not null,
  check_value bytea not null,
  created_at timestamptz(3) not null,
  given_up_at timestamptz(3),
  given_up_reason text,
  constraint suppression_key_pkey primary key (version),
  constraint suppression_key_version_check check (version > 0),
  constraint suppression_key_given_up_check check ((given_up_at is null) = (given_up_reason is null))
);
-- Which key the entries were made with is never forgotten; all that can be said later is that it is lost for good.
create function suppression_key_only_given_up() returns trigger language plpgsql as $$
begin
  if old.given_up_at is null and new.given_up_at is not null
    and (new.version, new.check_value, new.created_at) = (old.version, old.check_value, old.created_at)
    then return new; end if;
  raise exception 'a key of % can only be given up', tg_table_name;
end $$;
create trigger suppression_key_only_given_up before update on suppression_key
  for each row execute function suppression_key_only_given_up();
create trigger suppression_key_stays before delete on suppression_key for each row execute function refuse_change();
create trigger suppression_key_no_truncate before truncate on suppression_key for each statement execute function refuse_change();

create table suppression_attempt (
  id uuid not null default uuid_v7(),
  at timestamptz(3) not null,
  way text not null,
  reason text not null,
  addresses int not null,
  constraint suppression_attempt_pkey primary key (id),
  constraint suppression_attempt_way_check check (way in ('import', 'added', 'form')),
  constraint suppression_attempt_addresses_check check (addresses > 0)
);
create index suppression_attempt_at_idx on suppression_attempt (at);
create trigger suppression_attempt_insert_only before update or delete on suppression_attempt
  for each row execute function refuse_change();
