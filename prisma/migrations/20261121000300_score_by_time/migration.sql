-- Entries by time within a contact; how heat cools; totals that somebody waits for.
alter table score_entry drop constraint score_entry_pkey;
alter table score_entry add constraint score_entry_pkey primary key (contact_id, occurred_at, event_id, rule_id);

create table scoring_model (
  id integer not null default 1,
  origin timestamptz(3) not null,
  half_life_seconds double precision not null,
  recount_after uuid,
  constraint scoring_model_pkey primary key (id),
  constraint scoring_model_one_check check (id = 1),
  -- At least 7 days: below that a score says little more than who was here last.
  constraint scoring_model_half_life_check check (half_life_seconds >= 604800)
);
insert into scoring_model (id, origin, half_life_seconds) values (1, '2026-01-01T00:00:00Z', 90 * 86400);

create table score_watch (
  value integer not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint score_watch_pkey primary key (value)
);
