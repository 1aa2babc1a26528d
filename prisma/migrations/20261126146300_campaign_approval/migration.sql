-- A second person approves a campaign where its sender asks for that: these very words, and nobody who has written it.
CREATE TABLE "campaign_author" (
    "campaign_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_author_pkey" PRIMARY KEY ("campaign_id","user_id")
);
ALTER TABLE "campaign_author" ADD CONSTRAINT "campaign_author_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "campaign_approval" (
    "content_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "is_approved" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "decided_by" UUID NOT NULL,
    "decided_by_name" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_approval_pkey" PRIMARY KEY ("content_id")
);
CREATE INDEX "campaign_approval_campaign_id_idx" ON "campaign_approval"("campaign_id");

create function keep_campaign_approval() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'what was said of these words stays; other words are asked for anew' using errcode = 'check_violation';
  end if;
  if new.is_approved and exists (select from campaign_author
    where campaign_id = new.campaign_id and user_id = new.decided_by) then
    raise exception 'whoever has written a campaign cannot approve it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_approval_keep before insert or update or delete on campaign_approval
  for each row execute function keep_campaign_approval();
