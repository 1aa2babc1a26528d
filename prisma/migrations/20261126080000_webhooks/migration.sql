-- Others hear of every change of consent: signed webhooks, and an interface to record what was said elsewhere.

-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "former_secret" BYTEA,
    "former_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "rests_until" TIMESTAMPTZ(3),
    "replay_next" INTEGER,
    "replay_end" INTEGER,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "contact_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "enqueued_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "token" UUID,
    "finished_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("contact_id","webhook_id","seq")
);

-- CreateTable
CREATE TABLE "statement_request" (
    "caller_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "statement_request_pkey" PRIMARY KEY ("caller_id","key")
);

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_enqueued_at_idx" ON "webhook_delivery"("webhook_id", "enqueued_at" DESC);

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_contact_id_seq_fkey" FOREIGN KEY ("contact_id", "seq") REFERENCES "consent_event"("contact_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table webhook add constraint webhook_name_check check (name <> '');
alter table webhook add constraint webhook_former_check check ((former_secret is null) = (former_until is null));
alter table webhook add constraint webhook_replay_check check ((replay_next is null) = (replay_end is null));
alter table webhook_delivery add constraint webhook_delivery_status_check check (status in ('pending', 'delivered', 'dead'));
-- What is due is few among millions that were delivered.
create index webhook_delivery_due on webhook_delivery (webhook_id, due_at) where status = 'pending';

-- Whoever writes an entry enqueues it for every webhook, in the same transaction: no change goes untold, and none is told
-- that was rolled back.
create function webhook_enqueue() returns trigger language plpgsql as $$
begin
  insert into webhook_delivery (contact_id, webhook_id, seq, enqueued_at, due_at)
  select added.contact_id, webhook.id, added.seq, added.recorded_at, added.recorded_at
  from webhook cross join added where webhook.stopped_at is null;
  return null;
end $$;
create trigger consent_event_webhook after insert on consent_event
  referencing new table as added for each statement execute function webhook_enqueue();
