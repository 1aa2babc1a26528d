create table evidence_erasure (
  id uuid not null default uuid_v7(),
  at timestamptz(3) not null,
  months int not null,
  entries int not null,
  people int not null,
  constraint evidence_erasure_pkey primary key (id),
  constraint evidence_erasure_counts_check check (months > 0 and entries > 0 and people > 0)
);
create index evidence_erasure_at_idx on evidence_erasure (at);
create trigger evidence_erasure_insert_only before update or delete on evidence_erasure
  for each row execute function refuse_change();
