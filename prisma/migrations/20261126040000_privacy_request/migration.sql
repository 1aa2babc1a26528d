-- CreateTable
CREATE TABLE "privacy_request" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'identity',
    "came_by" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "extended_at" TIMESTAMPTZ(3),
    "extension_ground" TEXT,
    "extension_words" TEXT,
    "identity_by" TEXT,
    "identity_at" TIMESTAMPTZ(3),
    "code_id" UUID,
    "words" TEXT,
    "refusal_ground" TEXT,
    "refusal_words" TEXT,
    "scan" JSONB,
    "closed_at" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateTable
CREATE TABLE "privacy_request_step" (
    "contact_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "user_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "privacy_request_step_pkey" PRIMARY KEY ("contact_id","request_id","position")
);

-- CreateTable
CREATE TABLE "privacy_notice" (
    "contact_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "type" TEXT NOT NULL,
    "recipient_kind" TEXT NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_notice_pkey" PRIMARY KEY ("contact_id","id")
);

-- CreateIndex
CREATE INDEX "privacy_request_id_idx" ON "privacy_request"("id");

-- CreateIndex
CREATE INDEX "privacy_notice_recipient_kind_recipient_id_confirmed_at_idx" ON "privacy_notice"("recipient_kind", "recipient_id", "confirmed_at");

-- AddForeignKey
ALTER TABLE "privacy_request" ADD CONSTRAINT "privacy_request_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "privacy_notice" ADD CONSTRAINT "privacy_notice_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;



alter table privacy_request
  add constraint privacy_request_kind_check
    check (kind in ('access', 'portability', 'rectification', 'erasure', 'restriction', 'objection')),
  add constraint privacy_request_came_by_check check (came_by in ('page', 'email', 'post', 'phone', 'in_person')),
  -- Nothing is handed out or done before it is known who asks; a refusal needs a ground, and an end its time.
  add constraint privacy_request_status_check check (
    status in ('identity', 'open', 'done', 'refused')
    and (status <> 'identity' or identity_at is null)
    and (status not in ('open', 'done') or identity_at is not null)
    and (status = 'refused') = (refusal_ground is not null)
    and (status in ('done', 'refused')) = (closed_at is not null)
  ),
  add constraint privacy_request_identity_check check (
    (identity_by is null) = (identity_at is null) and identity_by in ('code', 'signed_in', 'shown')
  ),
  -- One month, and two more once (GDPR 12(3)).
  add constraint privacy_request_due_check check (
    num_nulls(extended_at, extension_ground) in (0, 2)
    and due_at > received_at
    and due_at <= received_at + case when extended_at is null then interval '31 days' else interval '92 days' end
  ),
  add constraint privacy_request_lift_check check (lifted_at is null or kind = 'restriction' and status = 'done');
-- Whoever asks again while the first waits is heard once.
create unique index privacy_request_standing_key on privacy_request (contact_id, kind)
  where status in ('identity', 'open');
create index privacy_request_due_idx on privacy_request (due_at) where status in ('identity', 'open');

alter table privacy_request_step
  add constraint privacy_request_step_actor_check check (actor in ('contact', 'staff', 'system')),
  add constraint privacy_request_step_request_fkey foreign key (contact_id, request_id)
    references privacy_request (contact_id, id);
create trigger privacy_request_step_insert_only before update or delete on privacy_request_step
  for each row execute function refuse_change();
create trigger privacy_request_step_no_truncate before truncate on privacy_request_step
  for each statement execute function refuse_change();
create trigger privacy_request_stays before delete on privacy_request for each row execute function refuse_change();

alter table privacy_notice
  add constraint privacy_notice_type_check check (type in ('erased', 'rectified', 'restricted', 'unrestricted')),
  -- What a recipient has confirmed, it has received; then nothing is kept that names the person.
  add constraint privacy_notice_confirmed_check
    check (confirmed_at is null or delivered_at is not null and sealed is null);
create trigger privacy_notice_stays before delete on privacy_notice for each row execute function refuse_change();

-- Who is restricted is asked by every use of data, and they are few.
create index consent_hold_restriction_idx on consent_hold (contact_id) where kind = 'restriction' and lifted_at is null;

-- Mail about a request of one's own is service mail too.
alter table message_content drop constraint message_content_kind_check;
alter table message_content add constraint message_content_kind_check
  check (kind in ('marketing', 'confirmation', 'code', 'request') and (kind = 'marketing') = (service_key is null));
