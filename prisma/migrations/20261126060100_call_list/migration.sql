-- Lists of numbers that were released, with the decision about everybody who was asked about.
CREATE TABLE "call_list" (
    "id" UUID NOT NULL,
    "purpose_id" UUID NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL,
    "released_to" UUID NOT NULL,
    "seller_id" UUID,
    "allowed" INTEGER NOT NULL,
    "asked" INTEGER NOT NULL,

    CONSTRAINT "call_list_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "call_list_released_at_idx" ON "call_list"("released_at");
alter table call_list add constraint call_list_count_check check (allowed between 1 and asked);

CREATE TABLE "call_list_row" (
    "contact_id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "is_allowed" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "consent_seq" INTEGER,
    "rule_version" TEXT NOT NULL,

    CONSTRAINT "call_list_row_pkey" PRIMARY KEY ("contact_id","list_id")
);
CREATE INDEX "call_list_row_list_id_idx" ON "call_list_row"("list_id");
ALTER TABLE "call_list_row" ADD CONSTRAINT "call_list_row_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- No number without a decision that rests on an entry of the ledger (consent.md N6, D1).
alter table call_list_row add constraint call_list_row_decision_check check (not is_allowed or consent_seq is not null);
create trigger call_list_insert_only before update or delete on call_list for each row execute function refuse_change();
create trigger call_list_row_insert_only before update on call_list_row for each row execute function refuse_change();
