-- Now or later: caps, quiet hours and the expiry of late messages. Where none is set, nothing is read or written for them.
CREATE TABLE "sending_rules" (
    "brand_id" UUID NOT NULL,
    "day_cap" INTEGER,
    "week_cap" INTEGER,
    "month_cap" INTEGER,
    "quiet_from" INTEGER,
    "quiet_until" INTEGER,
    "quiet_weekends" BOOLEAN NOT NULL DEFAULT false,
    "quiet_holidays" BOOLEAN NOT NULL DEFAULT false,
    "ramp_minutes" INTEGER NOT NULL DEFAULT 30,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Oslo',
    "needs_approval" BOOLEAN NOT NULL DEFAULT false,
    "changed_by_name" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sending_rules_pkey" PRIMARY KEY ("brand_id")
);
alter table sending_rules add constraint sending_rules_cap_check
  check (day_cap >= 1 is not false and week_cap >= 1 is not false and month_cap >= 1 is not false);
alter table sending_rules add constraint sending_rules_quiet_check
  check ((quiet_from is null) = (quiet_until is null) and quiet_from is distinct from quiet_until or quiet_from is null and quiet_until is null);
alter table sending_rules add constraint sending_rules_minutes_check
  check (quiet_from between 0 and 1439 is not false and quiet_until between 0 and 1439 is not false and ramp_minutes between 0 and 720);

CREATE TABLE "sending_count" (
    "contact_id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "message_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "begun_at" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],

    CONSTRAINT "sending_count_pkey" PRIMARY KEY ("contact_id","brand_id")
);
-- Each count is a message and its moment; the row of a contact stays small, since what is older than 30 days goes.
alter table sending_count add constraint sending_count_pairs_check
  check (cardinality(message_ids) = cardinality(begun_at));

ALTER TABLE "message_batch" ADD COLUMN "expires_at" TIMESTAMPTZ(3);
create index message_batch_expiry_idx on message_batch (expires_at) where expires_at is not null and status <> 'done';

-- Too late is an end of its own, and always with its reason.
alter table message drop constraint message_status_check;
alter table message add constraint message_status_check
  check (status in ('queued', 'started', 'sent', 'blocked', 'cancelled', 'failed', 'expired'));
alter table message drop constraint message_reason_check;
alter table message add constraint message_reason_check
  check (status not in ('blocked', 'cancelled', 'failed', 'expired') or reason is not null);
