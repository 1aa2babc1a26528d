-- A code that was mailed to open more of somebody's own page. The digits are stored nowhere.
CREATE TABLE "page_code" (
    "contact_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "page_code_pkey" PRIMARY KEY ("contact_id","message_id")
);
ALTER TABLE "page_code" ADD CONSTRAINT "page_code_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table page_code add constraint page_code_check check (expires_at > asked_at and tries between 0 and 5);

-- Nothing is sent without the entry of the ledger that it rests on, but for a code: its person asked for it a moment ago.
alter table message drop constraint message_decision_check;
alter table message add constraint message_decision_check check (status not in ('started', 'sent')
  or (rule_version is not null and decided_at is not null
    and (consent_seq is not null or (reason = 'service' and occasion = 'code:' || id::text))));
