-- A letter needs a street and a postal code.
ALTER TABLE "contact" ADD COLUMN "street" TEXT, ADD COLUMN "postal_code" TEXT;

-- Comparisons with the registers of people who want no calls or letters, and what they say of each person.
CREATE TABLE "wash" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "register" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "washed_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3),
    "recorded_by" TEXT,
    "file_name" TEXT,
    "file_hash" BYTEA,
    "reserved" INTEGER,

    CONSTRAINT "wash_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "wash_register_channel_started_at_idx" ON "wash"("register", "channel", "started_at");
alter table wash add constraint wash_channel_check check (channel in ('phone', 'post'));
alter table wash add constraint wash_kind_check check (kind in ('answer', 'file') and (kind = 'answer' or recorded_at is not null));
alter table wash add constraint wash_people_check check (people > 0 and (reserved is null or reserved between 0 and people));
-- All of the answer, or none of it. A register is never known for a moment that has not come.
alter table wash add constraint wash_answer_check
  check (num_nulls(washed_at, recorded_at, recorded_by, file_name, file_hash, reserved) in (0, 6));
alter table wash add constraint wash_time_check check (washed_at <= recorded_at);

CREATE TABLE "wash_result" (
    "contact_id" UUID NOT NULL,
    "wash_id" UUID NOT NULL,
    "register" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "is_reserved" BOOLEAN,
    "washed_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3),

    CONSTRAINT "wash_result_pkey" PRIMARY KEY ("contact_id","wash_id")
);
CREATE INDEX "wash_result_wash_id_reference_idx" ON "wash_result"("wash_id", "reference");
ALTER TABLE "wash_result" ADD CONSTRAINT "wash_result_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table wash_result add constraint wash_result_answer_check
  check (num_nulls(is_reserved, washed_at, recorded_at) in (0, 3) and washed_at <= recorded_at);

-- An answer is given once (consent.md N6): who was washed, when, and what it said, can be shown for every past call.
create function refuse_second_answer() returns trigger language plpgsql as $$
begin
  raise exception 'A wash in % is answered once, and its answer is never changed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger wash_answered_once before update on wash for each row when (old.recorded_at is not null) execute function refuse_second_answer();
create trigger wash_stays before delete on wash for each row execute function refuse_change();
create trigger wash_result_answered_once before update on wash_result for each row when (old.recorded_at is not null) execute function refuse_second_answer();
