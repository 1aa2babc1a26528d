CREATE TABLE "campaign_segment" (
    "campaign_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "side" TEXT NOT NULL,

    CONSTRAINT "campaign_segment_pkey" PRIMARY KEY ("campaign_id","segment_id")
);
CREATE INDEX "campaign_segment_segment_id_idx" ON "campaign_segment"("segment_id");
ALTER TABLE "campaign_segment" ADD CONSTRAINT "campaign_segment_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "campaign_segment" ADD CONSTRAINT "campaign_segment_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table campaign_segment add constraint campaign_segment_side_check check (side in ('also', 'except'));

-- The mailbox that an address leads to, as far as addresses tell: what stands after a plus is a label (RFC 5233), and
-- Gmail reads over dots. Only for writing once to one mailbox; whose yes it is, the address itself says.
create function mailbox_of(address text) returns text language sql immutable strict parallel safe as $$
  select case
    when position('+' in address) = 1 then address
    when split_part(address, '@', 2) in ('gmail.com', 'googlemail.com')
      then replace(split_part(split_part(address, '@', 1), '+', 1), '.', '') || '@gmail.com'
    else split_part(split_part(address, '@', 1), '+', 1) || '@' || split_part(address, '@', 2)
  end
$$;

-- Nobody has the very address of somebody else (address_key). So where two share a mailbox, the address of one at least
-- is not its plain name: as small as the number of these.
create index identity_mailbox_idx on identity (mailbox_of(value))
  where kind = 'email' and is_primary and mailbox_of(value) <> value;
