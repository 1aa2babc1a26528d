-- Parts of mails that are kept under a name.

-- CreateTable
CREATE TABLE "saved_block" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "mjml" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_block_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_block_name_key" ON "saved_block"("name");

alter table saved_block add constraint saved_block_level_check check (level in ('row', 'part'));
alter table saved_block add constraint saved_block_said_check check (btrim(name) <> '' and btrim(mjml) <> '');
