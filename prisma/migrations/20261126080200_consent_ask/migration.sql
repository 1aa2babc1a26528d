-- Questions of ours: asked only where it is lawful, once at a time, and never after a no.

-- CreateTable
CREATE TABLE "consent_ask" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "purpose_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "text_id" UUID NOT NULL,
    "code" TEXT,
    "seq" INTEGER NOT NULL,
    "decision" JSONB,
    "workflow_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "consent_ask_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "consent_ask_code_key" ON "consent_ask"("code");

-- AddForeignKey
ALTER TABLE "consent_ask" ADD CONSTRAINT "consent_ask_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table consent_ask add constraint consent_ask_way_check check (way in ('mail', 'web', 'seller', 'paper'));
-- No mail without the decision that allowed it.
alter table consent_ask add constraint consent_ask_decision_check check (way <> 'mail' or decision is not null);
alter table consent_ask add constraint consent_ask_code_check check ((way = 'paper') = (code is not null));
alter table consent_ask add constraint consent_ask_outcome_check check (
  (closed_at is null) = (outcome is null)
  and outcome in ('given', 'refused', 'withdrawn', 'objected', 'lapsed'));
create unique index consent_ask_one_open on consent_ask (contact_id, purpose_id) where closed_at is null;
create index consent_ask_open on consent_ask (way, asked_at) where closed_at is null;

-- A yes that is about to end lets people into workflows.
alter table workflow_trigger drop constraint workflow_trigger_check;
alter table workflow_trigger add constraint workflow_trigger_check
  check (event_type in ('form.submitted', 'consent.given', 'consent.ending', 'score.crossed')
    and reentry in ('once', 'again'));
