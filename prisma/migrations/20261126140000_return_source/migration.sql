-- Providers that call with what became of our mails, mailboxes that are read for it, and which calls were acted upon.
create table return_source (
  id uuid primary key default uuid_v7(),
  kind text not null,
  details jsonb not null,
  secret bytea,
  created_at timestamptz(3) not null,
  last_taken_at timestamptz(3),
  last_refused_at timestamptz(3),
  fault text,
  uid_validity bigint,
  last_uid bigint,
  constraint return_source_kind check (kind in ('ses', 'sendgrid', 'mailgun', 'postmark', 'imap')),
  -- A topic and a public key are no secrets; what is proved by a shared secret needs one.
  constraint return_source_secret check ((secret is not null) = (kind in ('mailgun', 'postmark', 'imap')))
);

create table return_seen (
  source_id uuid not null,
  key bytea not null,
  at timestamptz(3) not null,
  constraint return_seen_pkey primary key (source_id, key),
  constraint return_seen_source_fkey foreign key (source_id) references return_source (id) on delete cascade on update cascade,
  constraint return_seen_key check (octet_length(key) = 32)
);
