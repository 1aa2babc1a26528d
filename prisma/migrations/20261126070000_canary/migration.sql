-- The canary: a contact of the product's own that follows the links of every mail that is live. It has no address, so
-- nothing can be sent to it, and it is nobody's lead, score or step.
alter table contact add constraint contact_canary_check
  check ((id = '00000000-0000-7000-8000-00000000ca7a') = (source is not distinct from 'canary'));
alter table identity add constraint identity_canary_check check (contact_id <> '00000000-0000-7000-8000-00000000ca7a');
alter table message add constraint message_canary_check check (contact_id <> '00000000-0000-7000-8000-00000000ca7a');
alter table lead add constraint lead_canary_check check (contact_id <> '00000000-0000-7000-8000-00000000ca7a');
alter table score add constraint score_canary_check check (contact_id <> '00000000-0000-7000-8000-00000000ca7a');
alter table enrolment add constraint enrolment_canary_check check (contact_id <> '00000000-0000-7000-8000-00000000ca7a');

-- What it found in each campaign when it last looked. One row each; fault is null where everything works.
create table link_check (
  campaign_id uuid not null,
  content_id uuid not null,
  checked_at timestamptz(3) not null,
  fault text,
  detail text,
  failing_since timestamptz(3),
  dead_links text[] not null default '{}',
  constraint link_check_pkey primary key (campaign_id),
  constraint link_check_campaign_id_fkey foreign key (campaign_id) references campaign (id) on delete cascade on update cascade,
  constraint link_check_fault_check check (fault in ('render', 'header', 'body', 'elsewhere', 'unreachable', 'page', 'changed', 'post', 'redirect', 'ledger')),
  constraint link_check_since_check check ((fault is null) = (failing_since is null))
);

-- Where a paused campaign goes on from; null where it was being sent.
alter table campaign add column paused_from text;
alter table campaign add constraint campaign_paused_from_check
  check (paused_from is null or (status = 'paused' and paused_from in ('scheduled', 'ready')));
alter table campaign drop constraint campaign_audience_check;
alter table campaign add constraint campaign_audience_check
  check (status not in ('scheduled', 'sending', 'paused', 'sent') or paused_from = 'ready' and paused_from is not null
    or (segment_id is not null and starts_at is not null));
