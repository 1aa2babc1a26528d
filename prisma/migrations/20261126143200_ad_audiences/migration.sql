CREATE TABLE "ad_audience" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "purpose_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "url" TEXT,
    "secret" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "ad_audience_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ad_export" (
    "id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "members" INTEGER NOT NULL,
    "taken_over_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "ad_export_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ad_member" (
    "contact_id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "added_in" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_in" UUID,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "ad_member_pkey" PRIMARY KEY ("contact_id","audience_id","kind","hash")
);
CREATE INDEX "ad_export_audience_id_at_idx" ON "ad_export"("audience_id", "at" DESC);
CREATE INDEX "ad_member_audience_id_added_in_idx" ON "ad_member"("audience_id", "added_in");
CREATE INDEX "ad_member_audience_id_removed_in_idx" ON "ad_member"("audience_id", "removed_in");
ALTER TABLE "ad_audience" ADD CONSTRAINT "ad_audience_purpose_id_fkey" FOREIGN KEY ("purpose_id") REFERENCES "purpose"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ad_audience" ADD CONSTRAINT "ad_audience_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ad_export" ADD CONSTRAINT "ad_export_audience_id_fkey" FOREIGN KEY ("audience_id") REFERENCES "ad_audience"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table ad_audience add constraint ad_audience_platform_check check (platform in ('meta', 'google', 'linkedin'));
alter table ad_audience add constraint ad_audience_webhook_check check ((url is null) = (secret is null));
-- Nothing but a hash ever lies here: an address in clear has not 32 bytes.
alter table ad_member add constraint ad_member_hash_check check (kind in ('email', 'phone') and octet_length(hash) = 32);
alter table ad_member add constraint ad_member_removed_check check ((removed_in is null) = (removed_at is null));

-- Being shown advertising elsewhere is asked for by itself.
alter table purpose drop constraint purpose_kind_check;
alter table purpose add constraint purpose_kind_check check (
  kind in ('marketing', 'tracking', 'profiling', 'sales', 'phone', 'advertising', 'topic')
  and (kind = 'topic') = (parent_id is not null));
