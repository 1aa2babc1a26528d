-- How consent grows: the last half year is found by time without reading the whole ledger, and who says yes now, and
-- whose yes runs out, is counted from an index alone.
create index consent_event_occurred_at_idx on consent_event using brin (occurred_at);

drop index consent_state_purpose_id_channel_state_idx;
create index consent_state_purpose_id_channel_state_expires_at_idx
  on consent_state (purpose_id, channel, state, expires_at);
