-- A campaign is written in one main language and translated into others. Each translation is a content of its own, which
-- names the one that it is a translation of: whoever queues a message for that one gives each contact theirs.
alter table campaign add column language text not null default 'en';
update campaign set language = case brand.country when 'NO' then 'nb' when 'SE' then 'sv' when 'DK' then 'da'
  when 'FI' then 'fi' else 'en' end
from purpose join brand on brand.id = purpose.brand_id where purpose.id = campaign.purpose_id;
alter table campaign add constraint campaign_language_check check (language in ('nb', 'nn', 'sv', 'da', 'fi', 'en'));

create table campaign_translation (
  campaign_id uuid not null,
  language text not null constraint campaign_translation_language_check check (language in ('nb', 'nn', 'sv', 'da', 'fi', 'en')),
  subject text not null default '',
  preheader text not null default '',
  mjml text not null default '',
  constraint campaign_translation_pkey primary key (campaign_id, language),
  constraint campaign_translation_campaign_id_fkey foreign key (campaign_id) references campaign (id) on delete cascade on update cascade
);

alter table message_content add column language text, add column translation_of uuid,
  add constraint message_content_translation_of_fkey foreign key (translation_of) references message_content (id)
    on delete restrict on update cascade,
  add constraint message_content_language_check check (language in ('nb', 'nn', 'sv', 'da', 'fi', 'en')),
  add constraint message_content_translation_check check (translation_of is null or (language is not null and kind = 'marketing'));
create unique index message_content_translation_of_language_key on message_content (translation_of, language);

-- A translation says the same as its main content: for the same purpose and topic, from the same sender, and of no
-- translation. Otherwise somebody could be sent what they were not asked about.
create function check_translation_of_content() returns trigger language plpgsql as $$
begin
  if new.translation_of is not null and not exists (
    select from message_content main where main.id = new.translation_of and main.translation_of is null
      and main.kind = new.kind and main.channel = new.channel and main.brand_id = new.brand_id
      and main.purpose_id = new.purpose_id and main.topic_id is not distinct from new.topic_id
      and main.language is distinct from new.language
  ) then
    raise exception 'a translation is of the purpose, topic and sender of its main content, and in another language';
  end if;
  return new;
end $$;
create trigger message_content_translation_fits before insert on message_content
  for each row execute function check_translation_of_content();

create table campaign_version_translation (
  campaign_id uuid not null,
  version integer not null,
  language text not null constraint campaign_version_translation_language_check
    check (language in ('nb', 'nn', 'sv', 'da', 'fi', 'en')),
  content_id uuid not null,
  mjml text not null,
  constraint campaign_version_translation_pkey primary key (campaign_id, version, language),
  constraint campaign_version_translation_campaign_id_version_fkey foreign key (campaign_id, version)
    references campaign_version (campaign_id, version) on delete restrict on update cascade
);
