-- As for events and entries: whoever enrols has the contact locked, and contacts are never deleted. Looking each one up
-- again for every row costs more than the row.
alter table enrolment drop constraint enrolment_contact_id_fkey;
