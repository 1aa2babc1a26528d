-- What a campaign is to bring about, so that its results can say whether it did.
create table campaign_goal (
  campaign_id uuid not null,
  event_type text not null,
  within_days integer not null,
  value_property text,
  constraint campaign_goal_pkey primary key (campaign_id)
);
alter table campaign_goal add constraint campaign_goal_campaign_id_fkey
  foreign key (campaign_id) references campaign (id) on delete cascade on update cascade;
alter table campaign_goal add constraint campaign_goal_check
  check (within_days between 1 and 90 and event_type ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$' and value_property <> '');
