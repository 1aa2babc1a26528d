-- A campaign that is sent in several ways to a part of its audience first, and people who are held out to measure what a
-- mail does at all.
create table experiment (
  campaign_id uuid not null,
  kind text not null,
  metric text not null default 'clicked',
  test_share integer not null,
  hold_out_share integer not null default 0,
  deadline_hours integer not null default 24,
  key bytea not null,
  state text not null default 'planned',
  winner integer,
  decided_by text,
  decided_at timestamptz(3),
  checked_at timestamptz(3),
  constraint experiment_pkey primary key (campaign_id)
);
alter table experiment add constraint experiment_campaign_id_fkey
  foreign key (campaign_id) references campaign (id) on delete cascade on update cascade;
alter table experiment add constraint experiment_check check (
  kind in ('subject', 'content', 'sender', 'time', 'hold_out') and metric in ('clicked', 'converted')
  and test_share between 1 and 100 and hold_out_share between 0 and 50 and deadline_hours between 1 and 336
  and octet_length(key) = 32 and state in ('planned', 'testing', 'decided')
  and (kind <> 'hold_out' or (hold_out_share > 0 and test_share = 100)));
-- A decision says by whom or by what, and when; the winner may be missing only where one way alone was sent.
alter table experiment add constraint experiment_decided_check check (
  (state = 'decided') = (decided_at is not null) and (state = 'decided') = (decided_by is not null)
  and (decided_by is null or decided_by in ('evidence', 'deadline', 'person'))
  and (winner is null or state = 'decided') and (state <> 'decided' or winner is not null or kind = 'hold_out'));

create table experiment_variant (
  campaign_id uuid not null,
  position integer not null,
  subject text,
  preheader text,
  mjml text,
  sender_name text,
  delay_minutes integer not null default 0,
  content_id uuid,
  constraint experiment_variant_pkey primary key (campaign_id, position)
);
alter table experiment_variant add constraint experiment_variant_campaign_id_fkey
  foreign key (campaign_id) references experiment (campaign_id) on delete cascade on update cascade;
alter table experiment_variant add constraint experiment_variant_check check (
  position between 0 and 4 and delay_minutes between 0 and 20160
  and (position > 0 or (subject is null and preheader is null and mjml is null and sender_name is null and delay_minutes = 0)));

-- Batches that wait for the better way are few, and looked for every few seconds.
create index message_batch_waiting_idx on message_batch (campaign_id) where status = 'waiting';
