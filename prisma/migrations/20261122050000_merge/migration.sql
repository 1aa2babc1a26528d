-- What a merge did, so that it can be taken back and nothing more than it did.
create table contact_merge (
  contact_id uuid not null references contact (id),
  id uuid not null default uuid_v7(),
  other_id uuid not null references contact (id),
  merged_at timestamptz(3) not null,
  merged_by uuid,
  last_seq integer not null,
  addresses jsonb not null default '[]',
  filled text[] not null default '{}',
  states jsonb not null default '[]',
  holds jsonb not null default '[]',
  undone_at timestamptz(3),
  constraint contact_merge_pkey primary key (contact_id, id),
  constraint contact_merge_pair_check check (contact_id <> other_id)
);
create index contact_merge_other_id_idx on contact_merge (other_id);
-- Nobody can be part of two people at once.
create unique index contact_merge_standing_key on contact_merge (other_id) where undone_at is null;

alter table contact add constraint contact_merged_into_check check (merged_into_id <> id);
create index contact_merged_into_id_idx on contact (merged_into_id) where merged_into_id is not null;
