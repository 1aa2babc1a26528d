-- Which messages came back and why, in codes alone: not a word or an address of the report.
create table message_bounce (
  contact_id uuid not null,
  message_id uuid not null,
  outcome text not null check (outcome in ('hard', 'soft', 'message')),
  reason text not null check (reason in ('no_mailbox', 'no_domain', 'moved', 'accepts_no_mail', 'mailbox_full',
    'mailbox_disabled', 'unreachable', 'busy', 'server_fault', 'refused', 'too_large', 'unknown')),
  status text check (status ~ '^[245]\.\d{1,3}\.\d{1,3}$'),
  reply_code text check (reply_code ~ '^[245]\d\d$'),
  at timestamptz(3) not null,
  constraint message_bounce_pkey primary key (contact_id, message_id),
  foreign key (contact_id, message_id) references message (contact_id, id)
);
