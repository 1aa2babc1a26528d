-- Service mail goes without a yes, so it can hold nothing but what it is for (D4, D5): the few tags of the built-in mails,
-- the variables of its kind, and links that are variables. What is between the tags is text, whatever it looks like.
create function is_plain_service_mail(kind text, subject text, html text, body text) returns boolean
language sql immutable parallel safe as $$
  select
    -- No other tag, and no attribute that fetches or leads anywhere: no picture, button, counted link or address.
    regexp_replace(html,
      '<(!doctype html|html lang="[a-z]{2}"|meta charset="utf-8"|/?(html|head|title|body|p|ul|li|b|a)|(body|p) style="[-a-z0-9:;,#./ ]*"'
      || '|a href="\{\{ (confirm_url|unsubscribe_url|preferences_url) \}\}" style="color:#[0-9a-f]{6}")>', '', 'g') !~ '[<>]'
    -- No data of a person, no condition, no loop.
    and regexp_replace(concat_ws(' ', subject, html, body),
      '\{\{ (confirm_url|unsubscribe_url|preferences_url|code|brand\.postal_address) \}\}', '', 'g') !~ '\{[{%]'
    -- What it is sent for is in it, and in no other kind.
    and (kind = 'confirmation') = (html like '%{{ confirm\_url }}%')
    and (kind = 'code') = (html like '%{{ code }}%')
$$;
-- Older rows are frozen and were made of the same words: what is written from now on is checked.
alter table message_content add constraint message_content_service_check check (kind = 'marketing'
  or service_key is not null and links = '{}' and preheader = '' and topic_id is null
    and is_plain_service_mail(kind, subject, html, text)) not valid;

-- A campaign sends marketing alone: no version of one, and no batch for one, can name the words of a service mail.
create function require_marketing() returns trigger language plpgsql as $$
begin
  if exists (select from message_content where id = new.content_id and kind <> 'marketing') then
    raise exception 'a campaign cannot send service mail' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger campaign_version_marketing before insert or update on campaign_version
  for each row execute function require_marketing();
create trigger message_batch_marketing before insert or update of content_id, campaign_id on message_batch
  for each row when (new.campaign_id is not null) execute function require_marketing();
