-- Signatures of witnesses over the heads of the log (docs/proof.md).

-- CreateTable
CREATE TABLE "proof_cosignature" (
    "witness" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL,
    "line" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proof_cosignature_pkey" PRIMARY KEY ("witness","size","signed_at")
);

create trigger proof_cosignature_insert_only before update or delete on proof_cosignature
  for each row execute function refuse_change();
create trigger proof_cosignature_no_truncate before truncate on proof_cosignature
  for each statement execute function refuse_change();
