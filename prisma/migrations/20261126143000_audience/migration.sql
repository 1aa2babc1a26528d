-- Where the parts of an audience begin, in the order of contacts: each part then reads its own people and nobody else.
alter table campaign add column part_starts uuid[] not null default '{}';

-- Conditions compare small letters. Without these PostgreSQL takes any such condition for a few hundred people, and looks
-- a million of them up one by one.
create statistics contact_country_letters on (lower(country)) from contact;
create statistics contact_language_letters on (lower(language)) from contact;
create statistics contact_city_letters on (lower(city)) from contact;
create statistics contact_job_title_letters on (lower(job_title)) from contact;
create statistics contact_source_letters on (lower(source)) from contact;
create statistics contact_kind_letters on (lower(recipient_kind)) from contact;
create statistics account_country_letters on (lower(country)) from account;
create statistics account_industry_letters on (lower(industry)) from account;
analyze contact, account;
