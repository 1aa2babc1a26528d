-- The tables of the trade: contacts, consent, delivery, tracking, scoring, segments, sales, campaigns, workflows.
-- Below the generated part: what the database itself guards.

-- Time-ordered ids (RFC 9562, version 7), so that new rows land side by side in every index.
create function uuid_v7() returns uuid language sql volatile as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing
        substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;


-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "purpose_id" UUID NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'email',
    "segment_id" UUID,
    "subject" TEXT NOT NULL DEFAULT '',
    "preheader" TEXT NOT NULL DEFAULT '',
    "mjml" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'draft',
    "starts_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_version" (
    "campaign_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content_id" UUID NOT NULL,
    "mjml" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_version_pkey" PRIMARY KEY ("campaign_id","version")
);

-- CreateTable
CREATE TABLE "brand" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "sender_name" TEXT NOT NULL,
    "sender_email" TEXT NOT NULL,
    "reply_to" TEXT,
    "postal_address" TEXT NOT NULL,
    "privacy_email" TEXT NOT NULL,
    "privacy_url" TEXT,
    "colour" TEXT NOT NULL DEFAULT '#13201B',
    "country" TEXT NOT NULL DEFAULT 'NO',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purpose" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "brand_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'marketing',
    "channels" TEXT[],
    "legal_basis" TEXT NOT NULL DEFAULT 'consent',
    "validity_months" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "purpose_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purpose_text" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "purpose_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "purpose_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_event" (
    "contact_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "purpose_id" UUID,
    "channel" TEXT,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "text_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "evidence_hash" BYTEA NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "commitment" BYTEA NOT NULL,

    CONSTRAINT "consent_event_pkey" PRIMARY KEY ("contact_id","seq")
);

-- CreateTable
CREATE TABLE "consent_evidence" (
    "contact_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "salt" BYTEA NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "consent_evidence_pkey" PRIMARY KEY ("contact_id","seq")
);

-- CreateTable
CREATE TABLE "consent_state" (
    "contact_id" UUID NOT NULL,
    "purpose_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "seq" INTEGER NOT NULL,

    CONSTRAINT "consent_state_pkey" PRIMARY KEY ("contact_id","purpose_id","channel")
);

-- CreateTable
CREATE TABLE "consent_hold" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "kind" TEXT NOT NULL,
    "channel" TEXT,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_hold_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "kind" TEXT NOT NULL,
    "value_hmac" BYTEA NOT NULL,
    "key_version" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("kind","value_hmac")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "domain" TEXT,
    "country" TEXT,
    "industry" TEXT,
    "employees" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID,
    "first_name" TEXT,
    "last_name" TEXT,
    "job_title" TEXT,
    "city" TEXT,
    "country" TEXT,
    "language" TEXT,
    "time_zone" TEXT,
    "recipient_kind" TEXT NOT NULL DEFAULT 'natural',
    "fields" JSONB NOT NULL DEFAULT '{}',
    "source" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "merged_into_id" UUID,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "contact_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("contact_id","kind","value")
);

-- CreateTable
CREATE TABLE "address_key" (
    "kind" TEXT NOT NULL,
    "value_hash" BYTEA NOT NULL,
    "contact_id" UUID NOT NULL,

    CONSTRAINT "address_key_pkey" PRIMARY KEY ("kind","value_hash")
);

-- CreateTable
CREATE TABLE "field" (
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "choices" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "field_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "file_name" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "rows" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "held_back" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "started_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_refusal" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "column" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,

    CONSTRAINT "import_refusal_pkey" PRIMARY KEY ("import_id","line","code","column")
);

-- CreateTable
CREATE TABLE "event" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source" TEXT NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateTable
CREATE TABLE "message_content" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "brand_id" UUID NOT NULL,
    "purpose_id" UUID NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'email',
    "subject" TEXT NOT NULL,
    "preheader" TEXT NOT NULL DEFAULT '',
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sender_name" TEXT NOT NULL,
    "sender_email" TEXT NOT NULL,
    "reply_to" TEXT,
    "links" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_content_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_batch" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "content_id" UUID NOT NULL,
    "campaign_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'open',
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "leased_by" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "batch_id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "campaign_id" UUID,
    "purpose_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "reason" TEXT,
    "rule_version" TEXT,
    "consent_seq" INTEGER,
    "is_tracked" BOOLEAN NOT NULL DEFAULT false,
    "token" UUID,
    "start_by" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "is_uncertain" BOOLEAN NOT NULL DEFAULT false,
    "not_before" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "reply" TEXT,

    CONSTRAINT "message_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateTable
CREATE TABLE "lead" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "status" TEXT NOT NULL,
    "seller_id" UUID NOT NULL,
    "heat" DOUBLE PRECISION NOT NULL,
    "fit" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "consent_seq" INTEGER NOT NULL,
    "rule_version" TEXT NOT NULL,
    "workflow_id" UUID,
    "enrolment_id" UUID,
    "answer_by" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "rejected_at" TIMESTAMPTZ(3),
    "reject_reason" TEXT,
    "note" TEXT,

    CONSTRAINT "lead_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateTable
CREATE TABLE "scoring_rule" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "event_type" TEXT,
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "points" INTEGER NOT NULL,
    "daily_cap" INTEGER,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scoring_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "score" (
    "contact_id" UUID NOT NULL,
    "heat" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "fit" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "score_pkey" PRIMARY KEY ("contact_id")
);

-- CreateTable
CREATE TABLE "score_entry" (
    "contact_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "points" INTEGER NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "score_entry_pkey" PRIMARY KEY ("contact_id","event_id","rule_id")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "brand_id" UUID NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "questions" JSONB NOT NULL,
    "asks" JSONB NOT NULL,
    "thanks" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_version" (
    "workflow_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID,

    CONSTRAINT "workflow_version_pkey" PRIMARY KEY ("workflow_id","version")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workflow_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "event_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "step" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateTable
CREATE TABLE "enrolment_step" (
    "contact_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "workflow_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrolment_step_pkey" PRIMARY KEY ("contact_id","enrolment_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "purpose_key_key" ON "purpose"("key");

-- CreateIndex
CREATE UNIQUE INDEX "purpose_text_purpose_id_language_version_key" ON "purpose_text"("purpose_id", "language", "version");

-- CreateIndex
CREATE INDEX "consent_state_purpose_id_channel_state_idx" ON "consent_state"("purpose_id", "channel", "state");

-- CreateIndex
CREATE UNIQUE INDEX "account_domain_key" ON "account"("domain");

-- CreateIndex
CREATE INDEX "account_name_idx" ON "account"("name");

-- CreateIndex
CREATE INDEX "contact_account_id_idx" ON "contact"("account_id");

-- CreateIndex
CREATE INDEX "contact_created_at_idx" ON "contact"("created_at");

-- CreateIndex
CREATE INDEX "address_key_contact_id_idx" ON "address_key"("contact_id");

-- CreateIndex
CREATE INDEX "event_type_occurred_at_idx" ON "event"("type", "occurred_at");

-- CreateIndex
CREATE INDEX "message_batch_campaign_id_idx" ON "message_batch"("campaign_id");

-- CreateIndex
CREATE INDEX "message_campaign_id_idx" ON "message"("campaign_id");

-- CreateIndex
CREATE INDEX "message_batch_id_contact_id_idx" ON "message"("batch_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_contact_id_occasion_key" ON "message"("contact_id", "occasion");

-- CreateIndex
CREATE INDEX "lead_seller_id_status_idx" ON "lead"("seller_id", "status");

-- CreateIndex
CREATE INDEX "score_fit_heat_idx" ON "score"("fit", "heat" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "form_key_key" ON "form"("key");

-- CreateIndex
CREATE INDEX "enrolment_workflow_id_version_status_step_idx" ON "enrolment"("workflow_id", "version", "status", "step");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_contact_id_workflow_id_event_id_key" ON "enrolment"("contact_id", "workflow_id", "event_id");

-- CreateIndex
CREATE INDEX "enrolment_step_workflow_id_step_outcome_idx" ON "enrolment_step"("workflow_id", "step", "outcome");

-- AddForeignKey
ALTER TABLE "campaign_version" ADD CONSTRAINT "campaign_version_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purpose" ADD CONSTRAINT "purpose_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purpose_text" ADD CONSTRAINT "purpose_text_purpose_id_fkey" FOREIGN KEY ("purpose_id") REFERENCES "purpose"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_state" ADD CONSTRAINT "consent_state_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_hold" ADD CONSTRAINT "consent_hold_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_refusal" ADD CONSTRAINT "import_refusal_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_version" ADD CONSTRAINT "workflow_version_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What the database guards ------------------------------------------------------------------------------------------

-- A message changes twice on its way. Room in each page keeps those changes off the indexes (none of them names status).
alter table message set (fillfactor = 60);
alter table score set (fillfactor = 80);

create index enrolment_due_idx on enrolment (due_at) where due_at is not null;
create index message_batch_open_idx on message_batch (not_before, id) where status = 'open';

-- One open lead per contact, however many workflows find the same person at once.
create unique index lead_open_key on lead (contact_id) where status in ('assigned', 'accepted');

-- No yes, no message: a message that was started or sent names the entry of the ledger that allowed it.
alter table message add constraint message_status_check
  check (status in ('queued', 'started', 'sent', 'blocked', 'cancelled', 'failed'));
alter table message add constraint message_decision_check
  check (status not in ('started', 'sent') or (consent_seq is not null and rule_version is not null and decided_at is not null));
alter table message add constraint message_reason_check
  check (status not in ('blocked', 'cancelled', 'failed') or reason is not null);
alter table message add constraint message_started_check
  check (status <> 'started' or (token is not null and start_by is not null));

alter table lead add constraint lead_status_check check (status in ('assigned', 'accepted', 'rejected'));
alter table lead add constraint lead_reject_check check (status <> 'rejected' or reject_reason is not null);

alter table purpose add constraint purpose_kind_check check (kind in ('marketing', 'tracking', 'profiling', 'sales', 'phone'));
alter table purpose add constraint purpose_basis_check check (legal_basis in ('consent'));
alter table purpose add constraint purpose_channels_check
  check (cardinality(channels) > 0 and channels <@ array['email', 'sms', 'phone', 'post', 'web']);
alter table consent_event add constraint consent_event_type_check check (type in
  ('requested', 'given', 'confirmed', 'refused', 'withdrawn', 'expired', 'objected', 'restricted', 'unrestricted', 'erased'));
alter table consent_event add constraint consent_event_place_check
  check ((purpose_id is null) = (channel is null) and (seq > 0));
-- A yes without the words that were shown is no yes (consent.md C1).
alter table consent_event add constraint consent_event_text_check
  check (type not in ('given', 'confirmed') or text_id is not null);
alter table consent_state add constraint consent_state_check
  check (state in ('requested', 'given', 'refused', 'withdrawn', 'expired'));
alter table consent_hold add constraint consent_hold_kind_check check (kind in
  ('objection', 'restriction', 'pause', 'complaint', 'bounce', 'suppression', 'negotiation', 'erasure'));
alter table identity add constraint identity_kind_check check (kind in ('email', 'phone', 'visitor', 'external'));
alter table contact add constraint contact_kind_check check (recipient_kind in ('natural', 'legal'));
alter table field add constraint field_type_check check (type in ('text', 'number', 'boolean', 'date', 'choice'));
alter table scoring_rule add constraint scoring_rule_kind_check
  check (kind in ('behaviour', 'fit') and (kind = 'fit' or event_type is not null));
alter table enrolment add constraint enrolment_status_check
  check (status in ('active', 'done', 'parked') and (status <> 'active' or due_at is not null));

-- Facts are added, never changed. Proof that can be edited is no proof (consent.md T1).
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% keeps facts: rows are added, never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger consent_event_insert_only before update or delete on consent_event for each row execute function refuse_change();
create trigger consent_event_no_truncate before truncate on consent_event for each statement execute function refuse_change();
create trigger purpose_text_insert_only before update or delete on purpose_text for each row execute function refuse_change();
create trigger purpose_text_no_truncate before truncate on purpose_text for each statement execute function refuse_change();
create trigger message_content_insert_only before update or delete on message_content for each row execute function refuse_change();
create trigger contact_stays before delete on contact for each row execute function refuse_change();
create trigger purpose_stays before delete on purpose for each row execute function refuse_change();
create trigger suppression_stays before delete on suppression for each row execute function refuse_change();
