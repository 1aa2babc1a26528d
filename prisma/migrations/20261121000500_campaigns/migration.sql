-- Campaigns: what they point at exists, their state is one of a closed list, and a large audience is queued in parts.
alter table campaign add column parts integer not null default 0, add column parts_queued integer not null default 0,
  add column fault text;

alter table campaign add constraint campaign_segment_id_fkey
  foreign key (segment_id) references segment (id) on delete restrict on update cascade;
alter table campaign add constraint campaign_purpose_id_fkey
  foreign key (purpose_id) references purpose (id) on delete restrict on update cascade;

alter table campaign add constraint campaign_status_check
  check (status in ('draft', 'ready', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'));
-- Nothing goes out to nobody knows whom, or at nobody knows when.
alter table campaign add constraint campaign_audience_check
  check (status not in ('scheduled', 'sending', 'paused', 'sent') or (segment_id is not null and starts_at is not null));
