-- A campaign may follow a feed (RSS, Atom): what is new there becomes a campaign of its own.
CREATE TABLE "campaign_feed" (
    "campaign_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "pace" TEXT NOT NULL DEFAULT 'day',
    "weekdays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "minutes" INTEGER NOT NULL DEFAULT 480,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Oslo',
    "max_items" INTEGER NOT NULL DEFAULT 5,
    "title" TEXT NOT NULL DEFAULT '',
    "link" TEXT NOT NULL DEFAULT '',
    "etag" TEXT,
    "last_modified" TEXT,
    "following_since" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "next_read_at" TIMESTAMPTZ(3) NOT NULL,
    "tell_after" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "fault_detail" TEXT,
    "fault_since" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_feed_pkey" PRIMARY KEY ("campaign_id"),
    CONSTRAINT "campaign_feed_pace_check" CHECK ("pace" in ('each', 'day', 'week')),
    CONSTRAINT "campaign_feed_weekdays_check" CHECK ("pace" <> 'week' or cardinality("weekdays") > 0),
    CONSTRAINT "campaign_feed_minutes_check" CHECK ("minutes" between 0 and 1439),
    CONSTRAINT "campaign_feed_max_items_check" CHECK ("max_items" between 1 and 20),
    CONSTRAINT "campaign_feed_fault_check" CHECK (("fault" is null) = ("fault_since" is null))
);

CREATE TABLE "feed_item" (
    "campaign_id" UUID NOT NULL,
    "item_key" BYTEA NOT NULL,
    "title" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "image" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "position" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "child_id" UUID,

    CONSTRAINT "feed_item_pkey" PRIMARY KEY ("campaign_id","item_key"),
    CONSTRAINT "feed_item_child_check" CHECK ("child_id" is null or "told_at" is not null)
);

ALTER TABLE "campaign_feed" ADD CONSTRAINT "campaign_feed_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "feed_item" ADD CONSTRAINT "feed_item_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign_feed"("campaign_id") ON DELETE CASCADE ON UPDATE CASCADE;
create index feed_item_waiting on feed_item (campaign_id) where told_at is null;
