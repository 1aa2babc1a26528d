-- CreateTable
CREATE TABLE "service_template" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "key" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "brand_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "written_by" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_template_version" (
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "written_by" UUID NOT NULL,
    "allowed_by" UUID NOT NULL,
    "allowed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_template_version_pkey" PRIMARY KEY ("template_id","version")
);

-- CreateTable
CREATE TABLE "service_order" (
    "contact_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "caller_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_order_pkey" PRIMARY KEY ("contact_id","message_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "service_template_key_language_key" ON "service_template"("key", "language");

-- CreateIndex
CREATE INDEX "service_order_ordered_at_idx" ON "service_order"("ordered_at");

-- CreateIndex
CREATE UNIQUE INDEX "service_order_caller_id_key_key" ON "service_order"("caller_id", "key");

-- AddForeignKey
ALTER TABLE "service_template" ADD CONSTRAINT "service_template_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_template_version" ADD CONSTRAINT "service_template_version_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "service_template"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_order" ADD CONSTRAINT "service_order_template_id_version_fkey" FOREIGN KEY ("template_id", "version") REFERENCES "service_template_version"("template_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Whoever wrote the words is not who allows them (consent.md D4), and what was allowed never changes.
alter table service_template_version add constraint service_template_version_second_person check (allowed_by <> written_by);
create trigger service_template_version_stays before update or delete on service_template_version
  for each row execute function refuse_change();
alter table service_template add constraint service_template_key_check check (key ~ '^[a-z][a-z0-9-]{1,59}$');

-- The mail of an order is service mail of its own kind, with the same few tags; what was ordered stands in its places.
alter table message_content drop constraint message_content_kind_check;
alter table message_content add constraint message_content_kind_check
  check (kind in ('marketing', 'confirmation', 'code', 'request', 'order') and (kind = 'marketing') = (service_key is null));
create or replace function is_plain_service_mail(kind text, subject text, html text, body text) returns boolean
language sql immutable parallel safe as $$
  select
    -- No other tag, and no attribute that fetches or leads anywhere: no picture, button, counted link or address.
    regexp_replace(html,
      '<(!doctype html|html lang="[a-z]{2}"|meta charset="utf-8"|/?(html|head|title|body|p|ul|li|b|a)|(body|p) style="[-a-z0-9:;,#./ ]*"'
      || '|a href="\{\{ (confirm_url|unsubscribe_url|preferences_url'
      || case when kind = 'order' then '|data\.[a-z][a-z0-9_]*' else '' end || ') \}\}" style="color:#[0-9a-f]{6}")>', '', 'g') !~ '[<>]'
    -- No data of a person, no condition, no loop.
    and regexp_replace(concat_ws(' ', subject, html, body),
      '\{\{ (confirm_url|unsubscribe_url|preferences_url|code|brand\.postal_address'
      || case when kind = 'order' then '|data\.[a-z][a-z0-9_]*' else '' end || ') \}\}', '', 'g') !~ '\{[{%]'
    -- What it is sent for is in it, and in no other kind.
    and (kind = 'confirmation') = (html like '%{{ confirm\_url }}%')
    and (kind = 'code') = (html like '%{{ code }}%')
$$;
-- What rests on no entry of the ledger, since nobody is asked for a yes: codes, answers to requests, and orders.
alter table message drop constraint message_decision_check;
alter table message add constraint message_decision_check check (status not in ('started', 'sent')
  or (rule_version is not null and decided_at is not null
    and (consent_seq is not null or (reason = 'service' and occasion in ('code:' || id::text, 'request:' || id::text, 'order:' || id::text)))));
