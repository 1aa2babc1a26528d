-- How often a link of a mail was followed, without a word of by whom (consent.md E10). Only where that is switched on.
create table link_count (
  content_id uuid not null,
  position integer not null,
  day date not null,
  clicks integer not null default 0,
  constraint link_count_pkey primary key (content_id, position, day),
  constraint link_count_check check (clicks >= 0 and position >= 0)
);
