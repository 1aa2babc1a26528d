-- From whom somebody came who did not come by themselves, and whether they were told (GDPR art. 14). One row for a person;
-- without `told_at` it is a debt, and the first message pays it.
CREATE TABLE "source_notice" (
    "contact_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "told_by" TEXT,
    "message_id" UUID,

    CONSTRAINT "source_notice_pkey" PRIMARY KEY ("contact_id"),
    CONSTRAINT "source_notice_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "source_notice_source_check" CHECK ("source" <> ''),
    CONSTRAINT "source_notice_due_check" CHECK ("due_at" > "received_at"),
    CONSTRAINT "source_notice_told_check" CHECK (("told_at" IS NULL) = ("told_by" IS NULL)
        AND ("told_by" IS NULL OR "told_by" IN ('mail', 'own_mail', 'letter', 'phone', 'in_person'))
        AND (("told_by" = 'mail') IS TRUE) = ("message_id" IS NOT NULL))
);
create index source_notice_owed_idx on source_notice (due_at) where told_at is null;
