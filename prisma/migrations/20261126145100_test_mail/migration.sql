-- Drafts that were sent to people who sign in here. The foreign key is the gate: there is no column in which an address
-- or a contact could stand as the recipient.
create table test_mail (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  campaign_id uuid not null,
  language text not null,
  as_contact_id uuid,
  content jsonb,
  status text not null default 'queued' constraint test_mail_status_check check (status in ('queued', 'started', 'sent', 'failed')),
  fault text,
  attempts integer not null default 0,
  requested_by uuid not null,
  created_at timestamptz(3) not null,
  not_before timestamptz(3) not null,
  finished_at timestamptz(3),
  constraint test_mail_pkey primary key (id),
  constraint test_mail_user_id_fkey foreign key (user_id) references app_user (id) on delete cascade on update cascade,
  constraint test_mail_content_check check ((content is null) = (status in ('sent', 'failed')))
);
create index test_mail_campaign_id_created_at_idx on test_mail (campaign_id, created_at);
-- Asked for before each batch, and nearly always empty.
create index test_mail_queued on test_mail (not_before) where status = 'queued';
