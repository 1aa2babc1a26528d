-- Gateways for SMS as ways out beside the relays, from whom an SMS comes, and what gateways tell of what became of it.
alter table mail_relay
  add column gateway text constraint mail_relay_gateway_check check (gateway in ('json', 'gatewayapi', 'twilio')),
  add column url text,
  add column call_secret bytea,
  add column heard_at timestamptz(3),
  add column refused_at timestamptz(3);
-- Only the relay of the environment has no address here. A gateway has a token and an address of its own kind instead.
alter table mail_relay drop constraint mail_relay_place_check;
alter table mail_relay add constraint mail_relay_place_check check (
  (gateway is not null or (id = '00000000-0000-7000-8000-00000000e111') = (host is null))
  and (host is null) = (port is null) and (host is null) = (encryption is null)
  and (host is not null or (authority is null and (gateway is not null or (username is null and password is null)))));
alter table mail_relay add constraint mail_relay_gateway_place_check check (
  (gateway is null) = (url is null)
  and (gateway is null or (host is null and password is not null and id <> '00000000-0000-7000-8000-00000000e111'))
  and (gateway is not null or (call_secret is null and heard_at is null and refused_at is null)));
alter table mail_relay drop constraint mail_relay_login_check;
alter table mail_relay add constraint mail_relay_login_check
  check (gateway is not null or ((username is null) = (password is null) and (username is null or encryption <> 'none')));

alter table message_batch add column channel text not null default 'email'
  constraint message_batch_channel_check check (channel in ('email', 'sms'));
alter table campaign add constraint campaign_channel_check check (channel in ('email', 'sms'));
-- An SMS is text alone, and never a service message.
alter table message_content add constraint message_content_channel_check check (channel = 'email'
  or (channel = 'sms' and kind = 'marketing' and subject = '' and html = ''));

create table sms_sender (
  brand_id uuid not null,
  -- TS 23.040 9.1.2.5: eleven characters, or a number; short numbers have four to six figures.
  sender text not null constraint sms_sender_sender_check check (sender ~ '^(\+[1-9]\d{6,14}|\d{4,6}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$'),
  takes_answers boolean not null default false,
  constraint sms_sender_pkey primary key (brand_id),
  constraint sms_sender_brand_id_fkey foreign key (brand_id) references brand (id) on delete restrict on update cascade,
  constraint sms_sender_answers_check check (not takes_answers or sender ~ '^\+?\d+$')
);

create table message_delivery (
  contact_id uuid not null,
  message_id uuid not null,
  at timestamptz(3) not null,
  constraint message_delivery_pkey primary key (contact_id, message_id),
  constraint message_delivery_message_fkey foreign key (contact_id, message_id) references message (contact_id, id)
);
alter table message_bounce drop constraint message_bounce_reason_check;
alter table message_bounce add constraint message_bounce_reason_check check (reason in ('no_mailbox', 'no_domain', 'moved',
  'accepts_no_mail', 'no_number', 'mailbox_full', 'mailbox_disabled', 'unreachable', 'busy', 'server_fault', 'refused',
  'too_large', 'unknown'));

create table gateway_seen (
  relay_id uuid not null,
  key bytea not null,
  at timestamptz(3) not null,
  constraint gateway_seen_pkey primary key (relay_id, key),
  constraint gateway_seen_relay_id_fkey foreign key (relay_id) references mail_relay (id) on delete cascade on update cascade
);
