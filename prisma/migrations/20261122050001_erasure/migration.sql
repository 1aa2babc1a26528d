-- Looks for texts in clear in every row of every table, so that a table that is added later cannot be forgotten.
-- A row is read as text, which covers every column of it. Reads the whole database: for tests and audits.
create function find_in_clear(wanted text[]) returns table (table_name text, lines bigint) language plpgsql stable as $$
declare
  place record;
begin
  for place in
    select tables.table_schema, tables.table_name from information_schema.tables
    where tables.table_type = 'BASE TABLE' and tables.table_schema not in ('pg_catalog', 'information_schema')
  loop
    table_name := place.table_name;
    execute format(
      'select count(*) from %I.%I as line where exists (select from unnest($1) as one (word)
        where strpos(lower(line::text), lower(one.word)) > 0)', place.table_schema, place.table_name)
      into lines using wanted;
    if lines > 0 then return next; end if;
  end loop;
end $$;
