-- What somebody has said no to, and every reason for silence, stays as long as the person is known: deleting something else
-- never takes it along (S4). Only an erasure, which the ledger tells of first, and the undoing of a merge, which removes
-- what the merge itself had said, remove a row; the entries of the ledger stay in each case.
create function withdrawal_stays() returns trigger language plpgsql as $$
begin
  if old.state not in ('withdrawn', 'refused')
    or exists (select from consent_event where contact_id = old.contact_id and type = 'erased')
    or exists (select from consent_event where contact_id = old.contact_id and seq = old.seq and actor = 'system')
    then return old; end if;
  raise exception 'a withdrawal of % is never deleted', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger consent_state_withdrawal_stays before delete on consent_state
  for each row execute function withdrawal_stays();

create function hold_stays() returns trigger language plpgsql as $$
begin
  if exists (select from consent_event where contact_id = old.contact_id and type = 'erased') then return old; end if;
  raise exception 'a reason for silence is lifted, never deleted' using errcode = 'restrict_violation';
end $$;
create trigger consent_hold_stays before delete on consent_hold for each row execute function hold_stays();
