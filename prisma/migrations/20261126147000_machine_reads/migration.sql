-- Clicks and opens that machines made: found later (a row for the fact), or told at once (a number for the mail).
create table machine_read (
  contact_id uuid not null,
  event_id uuid not null,
  reason text not null,
  judged_at timestamptz(3) not null,
  constraint machine_read_pkey primary key (contact_id, event_id)
);
alter table machine_read add constraint machine_read_contact_id_event_id_fkey
  foreign key (contact_id, event_id) references event (contact_id, id) on delete cascade on update no action;
alter table machine_read add constraint machine_read_reason_check check (reason in ('every_link'));

create table machine_count (
  content_id uuid not null,
  day date not null,
  reason text not null,
  requests integer not null,
  constraint machine_count_pkey primary key (content_id, day, reason)
);
alter table machine_count add constraint machine_count_check
  check (requests > 0 and reason in ('head', 'robot', 'prefetch', 'picture_proxy', 'too_soon'));

-- What became of the mails of one campaign is found by the campaign that a fact names.
create index event_campaign_idx on event ((properties ->> 'campaignId')) where type in ('mail.clicked', 'mail.opened');
