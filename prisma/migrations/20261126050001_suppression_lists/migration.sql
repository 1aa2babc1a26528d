create table suppression_list (
  id uuid not null default uuid_v7(),
  file_name text not null,
  scope text not null,
  country_code text,
  status text not null default 'running',
  line int not null default 0,
  total_rows int not null,
  rows int not null default 0,
  added int not null default 0,
  known int not null default 0,
  refused int not null default 0,
  held int not null default 0,
  removed int not null default 0,
  encoding text not null,
  fault text,
  started_by uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  finished_at timestamptz(3),
  constraint suppression_list_pkey primary key (id),
  constraint suppression_list_scope_check check (scope in ('all', 'email', 'sms', 'phone')),
  constraint suppression_list_status_check check (status in ('running', 'done', 'failed')),
  constraint suppression_list_country_code_check check (country_code ~ '^[1-9][0-9]{0,2}$')
);
create index suppression_list_created_at_idx on suppression_list (created_at);
-- That a list was taken in is part of the proof that its people were held.
create trigger suppression_list_stays before delete on suppression_list for each row execute function refuse_change();

create table suppression_list_refusal (
  list_id uuid not null,
  line int not null,
  code text not null,
  constraint suppression_list_refusal_pkey primary key (list_id, line),
  constraint suppression_list_refusal_list_id_fkey foreign key (list_id) references suppression_list (id) on delete restrict on update cascade,
  constraint suppression_list_refusal_code_check check (code in ('no_address', 'no_country_code'))
);
