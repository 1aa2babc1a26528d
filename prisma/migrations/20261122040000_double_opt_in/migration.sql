-- A yes that counts only once its address has confirmed it.
ALTER TABLE "purpose" ADD COLUMN "double_opt_in" BOOLEAN NOT NULL DEFAULT false;
alter table purpose add constraint purpose_double_opt_in_check check (not double_opt_in or kind in ('marketing', 'sales', 'phone'));

-- Mails that serve the person who asked, and carry a gate of their own.
ALTER TABLE "message_content" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'marketing', ADD COLUMN "service_key" BYTEA;
CREATE UNIQUE INDEX "message_content_service_key_key" ON "message_content"("service_key");
alter table message_content add constraint message_content_kind_check
  check (kind in ('marketing', 'confirmation', 'code') and (kind = 'marketing') = (service_key is null));

CREATE TABLE "opt_in" (
    "contact_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "purpose_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "text_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "opt_in_pkey" PRIMARY KEY ("contact_id","message_id","purpose_id","channel")
);
ALTER TABLE "opt_in" ADD CONSTRAINT "opt_in_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table opt_in add constraint opt_in_time_check check (expires_at > asked_at);
