-- What people answer reaches an inbox: their words as plain text, who is to read it, and what became of it.
CREATE TABLE "reply" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "channel" TEXT NOT NULL,
    "message_id" UUID,
    "campaign_id" UUID,
    "brand_id" UUID,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "from_name" TEXT NOT NULL DEFAULT '',
    "from_address" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "quoted" TEXT NOT NULL DEFAULT '',
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "wish" TEXT NOT NULL DEFAULT 'no',
    "opened_at" TIMESTAMPTZ(3),
    "owner_id" UUID,
    "done_at" TIMESTAMPTZ(3),
    "done_by_name" TEXT,
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_by_name" TEXT,

    CONSTRAINT "reply_pkey" PRIMARY KEY ("contact_id","id"),
    CONSTRAINT "reply_channel_check" CHECK ("channel" in ('email', 'sms')),
    CONSTRAINT "reply_wish_check" CHECK ("wish" in ('no', 'asks', 'only')),
    -- Bounds of what a stranger may leave here.
    CONSTRAINT "reply_size_check" CHECK (length("text") <= 20000 and length("quoted") <= 20000
      and length("subject") <= 300 and length("from_name") <= 200 and length("from_address") <= 255),
    CONSTRAINT "reply_attachments_check" CHECK (jsonb_typeof("attachments") = 'array'),
    CONSTRAINT "reply_done_check" CHECK ("done_by_name" is null or "done_at" is not null),
    CONSTRAINT "reply_stopped_check" CHECK ("stopped_by_name" is null or "stopped_at" is not null)
);
CREATE INDEX "reply_id_idx" ON "reply"("id");
CREATE INDEX "reply_campaign_id_idx" ON "reply"("campaign_id");
CREATE INDEX "reply_contact_id_message_id_idx" ON "reply"("contact_id", "message_id");
-- What is still to be done is little beside what has been.
create index reply_open on reply (received_at) where done_at is null;
ALTER TABLE "reply" ADD CONSTRAINT "reply_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "reply_choice" (
    "brand_id" UUID NOT NULL,
    "goes_to" TEXT NOT NULL,
    "changed_by_name" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_choice_pkey" PRIMARY KEY ("brand_id"),
    CONSTRAINT "reply_choice_goes_to_check" CHECK ("goes_to" in ('inbox', 'own'))
);
ALTER TABLE "reply_choice" ADD CONSTRAINT "reply_choice_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;
