-- Who is younger cannot say yes to this purpose, whatever their country allows (consent.md C15).
alter table purpose add column age_limit integer;
alter table purpose add constraint purpose_age_limit_check check (age_limit between 13 and 99);
