-- How the mails of a campaign are spread over time: where each person is, when each reads, or evenly over a window.
CREATE TABLE "campaign_plan" (
    "campaign_id" UUID NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'at',
    "wall" TEXT,
    "passed" TEXT NOT NULL DEFAULT 'next_day',
    "spread_minutes" INTEGER,
    "expires_after_minutes" INTEGER,

    CONSTRAINT "campaign_plan_pkey" PRIMARY KEY ("campaign_id")
);
ALTER TABLE "campaign_plan" ADD CONSTRAINT "campaign_plan_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;
alter table campaign_plan add constraint campaign_plan_mode_check check (mode in ('at', 'local', 'usual', 'spread')
  and (mode in ('local', 'usual')) = (wall is not null) and (mode = 'spread') = (spread_minutes is not null));
alter table campaign_plan add constraint campaign_plan_value_check check (passed in ('now', 'next_day')
  and wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$' is not false and spread_minutes between 1 and 43200 is not false
  and expires_after_minutes between 1 and 43200 is not false);
