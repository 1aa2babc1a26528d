-- A mail is shown in the browser as it was sent. Sending keeps no copy of it: the content is frozen, and what a mail says
-- of its reader is kept here when it changes, for those who have got a mail.
create table contact_past (
  contact_id uuid not null,
  id uuid not null default uuid_v7(),
  until timestamptz(3) not null,
  first_name text,
  last_name text,
  job_title text,
  city text,
  language text,
  company text,
  fields jsonb not null,
  constraint contact_past_pkey primary key (contact_id, id)
);

create function keep_contact_past() returns trigger language plpgsql as $$
begin
  if exists (select from message where contact_id = old.id and status in ('started', 'sent')) then
    insert into contact_past (contact_id, until, first_name, last_name, job_title, city, language, company, fields)
    values (old.id, clock_timestamp(), old.first_name, old.last_name, old.job_title, old.city, old.language,
      (select name from account where id = old.account_id), coalesce(old.fields, '{}'));
  end if;
  return null;
end $$;
-- An erasure keeps nothing.
create trigger contact_keeps_past after update on contact for each row
  when (new.erased_at is null and (old.first_name, old.last_name, old.job_title, old.city, old.language, old.account_id, old.fields)
    is distinct from (new.first_name, new.last_name, new.job_title, new.city, new.language, new.account_id, new.fields))
  execute function keep_contact_past();

create function keep_company_past() returns trigger language plpgsql as $$
begin
  insert into contact_past (contact_id, until, first_name, last_name, job_title, city, language, company, fields)
  select id, clock_timestamp(), first_name, last_name, job_title, city, language, old.name, coalesce(fields, '{}')
  from contact where account_id = old.id
    and exists (select from message where contact_id = contact.id and status in ('started', 'sent'));
  return null;
end $$;
create trigger account_keeps_past after update of name on account for each row when (old.name is distinct from new.name)
  execute function keep_company_past();
