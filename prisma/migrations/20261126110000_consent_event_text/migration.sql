-- Who said yes to which words: asked of words that have been replaced, which hardly anybody or nearly everybody read.
create index consent_event_yes_text_idx on consent_event (text_id) where type in ('given', 'confirmed');
