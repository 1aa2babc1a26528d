-- How often somebody wants to hear from a sender: a hold that says no for a while after each message.
ALTER TABLE "consent_hold" ADD COLUMN "brand_id" UUID;
alter table consent_hold drop constraint consent_hold_kind_check;
alter table consent_hold add constraint consent_hold_kind_check check (kind in
  ('objection', 'restriction', 'pause', 'complaint', 'bounce', 'suppression', 'negotiation', 'erasure', 'weekly', 'monthly'));
alter table consent_hold add constraint consent_hold_brand_check
  check ((brand_id is not null) = (kind in ('weekly', 'monthly')));
-- As small as the number of those who have chosen: the claim looks here for everybody it takes.
create index consent_hold_frequency_idx on consent_hold (contact_id) where kind in ('weekly', 'monthly') and lifted_at is null;

CREATE TABLE "frequency_mark" (
    "contact_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "frequency_mark_pkey" PRIMARY KEY ("contact_id","message_id")
);
