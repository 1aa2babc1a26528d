-- The plain-text part of a mail, written by hand; null: it is made from the mail. plain_text_of: what was made from the mail
-- when it was written, so that it is known to be old once another is made.
alter table campaign add column plain_text text, add column plain_text_of text;
alter table campaign_translation add column plain_text text, add column plain_text_of text;
alter table experiment_variant add column plain_text text, add column plain_text_of text;
alter table experiment_variant add constraint experiment_variant_text_check check (
  mjml is not null or (plain_text is null and plain_text_of is null));
