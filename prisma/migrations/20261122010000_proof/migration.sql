-- The log of consent: each entry of the ledger becomes a leaf of one Merkle tree (docs/proof.md).

-- CreateTable
CREATE TABLE "proof_pending" (
    "contact_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "proof_leaf" (
    "leaf_index" INTEGER NOT NULL,
    "contact_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "proof_leaf_pkey" PRIMARY KEY ("leaf_index")
);

-- CreateTable
CREATE TABLE "proof_tile" (
    "level" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "hashes" BYTEA NOT NULL,

    CONSTRAINT "proof_tile_pkey" PRIMARY KEY ("level","index")
);

-- CreateTable
CREATE TABLE "proof_key" (
    "kid" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "public_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proof_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "proof_checkpoint" (
    "size" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proof_checkpoint_pkey" PRIMARY KEY ("size","note")
);

-- CreateIndex
CREATE UNIQUE INDEX "proof_leaf_contact_id_seq_key" ON "proof_leaf"("contact_id", "seq");

-- Hashes cannot be compressed: trying costs time with every tile.
alter table proof_tile alter column hashes set storage external;

-- Whoever writes an entry makes it pending, in the same transaction: nothing is in the ledger that the log never meets.
create function proof_note_pending() returns trigger language plpgsql as $$
begin
  insert into proof_pending (contact_id, seq) select contact_id, seq from added;
  return null;
end $$;
create trigger consent_event_pending after insert on consent_event
  referencing new table as added for each statement execute function proof_note_pending();
insert into proof_pending (contact_id, seq) select contact_id, seq from consent_event order by recorded_at, contact_id, seq;

-- Each statement continues where the log ended, without a gap.
create function proof_leaf_follows() returns trigger language plpgsql as $$
declare
  first int; last int; number int;
begin
  select min(leaf_index), max(leaf_index), count(*) into first, last, number from added;
  if number > 0 and (number <> last - first + 1
    or first <> coalesce((select max(leaf_index) + 1 from proof_leaf where leaf_index < first), 0)) then
    raise exception 'the log continues without gaps: leaf % does not follow', first using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger proof_leaf_without_gaps after insert on proof_leaf
  referencing new table as added for each statement execute function proof_leaf_follows();

-- What a tile holds it holds for ever; a full one never changes.
create function proof_tile_grows() returns trigger language plpgsql as $$
begin
  if length(new.hashes) < length(old.hashes) or substring(new.hashes for length(old.hashes)) <> old.hashes
    or new.level <> old.level or new.index <> old.index then
    raise exception 'a tile of the log only grows' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger proof_tile_only_grows before update on proof_tile for each row execute function proof_tile_grows();
alter table proof_tile add constraint proof_tile_hashes_check
  check (length(hashes) % 32 = 0 and length(hashes) between 32 and 8192);

create trigger proof_tile_stays before delete on proof_tile for each row execute function refuse_change();
create trigger proof_leaf_insert_only before update or delete on proof_leaf for each row execute function refuse_change();
create trigger proof_leaf_no_truncate before truncate on proof_leaf for each statement execute function refuse_change();
create trigger proof_key_insert_only before update or delete on proof_key for each row execute function refuse_change();
create trigger proof_checkpoint_insert_only before update or delete on proof_checkpoint for each row execute function refuse_change();
