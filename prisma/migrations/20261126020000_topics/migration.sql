-- A topic is a finer choice below a purpose: texts, facts and states like a purpose's, and nothing that it allows by itself.
ALTER TABLE "purpose" ADD COLUMN "parent_id" UUID;
ALTER TABLE "campaign" ADD COLUMN "topic_id" UUID;
ALTER TABLE "message_content" ADD COLUMN "topic_id" UUID;
CREATE INDEX "purpose_parent_id_idx" ON "purpose"("parent_id");
ALTER TABLE "purpose" ADD CONSTRAINT "purpose_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "purpose"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table purpose drop constraint purpose_kind_check;
alter table purpose add constraint purpose_kind_check
  check (kind in ('marketing', 'tracking', 'profiling', 'sales', 'phone', 'topic') and (kind = 'topic') = (parent_id is not null));
-- A topic has no channels of its own: nobody can be reached for a topic without the purpose above it.
alter table purpose drop constraint purpose_channels_check;
alter table purpose add constraint purpose_channels_check
  check ((cardinality(channels) > 0) = (kind <> 'topic') and channels <@ array['email', 'sms', 'phone', 'post', 'web']);

create function check_topic_place() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.parent_id is distinct from old.parent_id then
    raise exception 'a topic stays below its purpose' using errcode = 'check_violation';
  end if;
  if new.parent_id is not null and not exists (select from purpose above
    where above.id = new.parent_id and above.kind = 'marketing' and above.brand_id = new.brand_id) then
    raise exception 'a topic stands below a marketing purpose of the same sender' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger purpose_topic_place before insert or update on purpose for each row execute function check_topic_place();

-- What is written for a topic is written for a topic of its own purpose.
create function check_topic_of_purpose() returns trigger language plpgsql as $$
begin
  if new.topic_id is not null and not exists (
    select from purpose topic where topic.id = new.topic_id and topic.parent_id = new.purpose_id) then
    raise exception 'the topic is not one of this purpose' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_topic_fits before insert or update on campaign for each row execute function check_topic_of_purpose();
create trigger message_content_topic_fits before insert on message_content for each row execute function check_topic_of_purpose();
