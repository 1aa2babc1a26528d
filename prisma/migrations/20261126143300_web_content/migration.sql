CREATE TABLE "web_content" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sites" TEXT[],
    "block" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_content_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "web_variant" (
    "content_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "segment_id" UUID NOT NULL,
    "block" JSONB NOT NULL,

    CONSTRAINT "web_variant_pkey" PRIMARY KEY ("content_id","position")
);
CREATE UNIQUE INDEX "web_content_key_key" ON "web_content"("key");
CREATE INDEX "web_variant_segment_id_idx" ON "web_variant"("segment_id");
ALTER TABLE "web_variant" ADD CONSTRAINT "web_variant_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "web_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "web_variant" ADD CONSTRAINT "web_variant_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
