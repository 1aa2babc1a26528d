-- How many mails came back, by day (UTC) and by what they were. Of whom is not kept.
create table inbound_count (
  day date not null,
  outcome text not null,
  mails integer not null check (mails > 0),
  constraint inbound_count_pkey primary key (day, outcome)
);
