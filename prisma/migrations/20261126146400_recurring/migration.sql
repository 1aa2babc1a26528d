-- Campaigns that go out again and again, or when another system asks for them.
CREATE TABLE "campaign_recurrence" (
    "campaign_id" UUID NOT NULL,
    "every" TEXT NOT NULL,
    "weekdays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "day" INTEGER,
    "minutes" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "until" DATE,

    CONSTRAINT "campaign_recurrence_pkey" PRIMARY KEY ("campaign_id")
);
ALTER TABLE "campaign_recurrence" ADD CONSTRAINT "campaign_recurrence_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;
alter table campaign_recurrence add constraint campaign_recurrence_rule_check check (every in ('day', 'week', 'month')
  and (every = 'week') = (cardinality(weekdays) > 0) and weekdays <@ array[1, 2, 3, 4, 5, 6, 7]
  and (every = 'month') = (day is not null) and day between 1 and 31 is not false and minutes between 0 and 1439);

CREATE TABLE "campaign_occurrence" (
    "campaign_id" UUID NOT NULL,
    "occurs_at" TIMESTAMPTZ(3) NOT NULL,
    "child_id" UUID NOT NULL,

    CONSTRAINT "campaign_occurrence_pkey" PRIMARY KEY ("campaign_id","child_id")
);
CREATE UNIQUE INDEX "campaign_occurrence_child_id_key" ON "campaign_occurrence"("child_id");

CREATE TABLE "campaign_trigger" (
    "campaign_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "child_id" UUID,
    "queued" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_trigger_pkey" PRIMARY KEY ("campaign_id","key_hash")
);
