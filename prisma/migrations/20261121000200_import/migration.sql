-- Taking in a file: which line of it a contact came from last, how far it came, and finding people by what is typed.

ALTER TABLE "contact" ADD COLUMN "import_id" UUID, ADD COLUMN "import_line" INTEGER;

ALTER TABLE "import"
  ADD COLUMN "line" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "total_rows" INTEGER,
  ADD COLUMN "given" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "withdrawn" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "encoding" TEXT NOT NULL DEFAULT 'utf-8',
  ADD COLUMN "delimiter" TEXT NOT NULL DEFAULT ',',
  ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE "import_refusal" ADD COLUMN "is_taken" BOOLEAN NOT NULL DEFAULT false;

CREATE INDEX "import_created_at_idx" ON "import"("created_at");

alter table import add constraint import_status_check check (status in ('running', 'done', 'failed'));

-- Search as one types: the beginning of an address, a name or a company.
create index identity_value_idx on identity (value text_pattern_ops) where kind in ('email', 'phone', 'external');
create index contact_first_name_idx on contact (lower(first_name) text_pattern_ops);
create index contact_last_name_idx on contact (lower(last_name) text_pattern_ops);
create index account_lower_name_idx on account (lower(name) text_pattern_ops);
