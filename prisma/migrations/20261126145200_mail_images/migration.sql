-- Pictures for mails, kept beside everything else so that a backup holds them. Types are those that every mail program
-- shows and that can hold no script.
create table mail_image (
  id uuid not null default uuid_v7(),
  hash bytea not null constraint mail_image_hash_check check (octet_length(hash) = 32),
  type text not null constraint mail_image_type_check check (type in ('png', 'jpeg', 'gif')),
  width integer not null constraint mail_image_width_check check (width between 1 and 8000),
  height integer not null constraint mail_image_height_check check (height between 1 and 8000),
  size integer not null,
  name text not null,
  alt text not null default '',
  data bytea not null,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3),
  constraint mail_image_pkey primary key (id),
  constraint mail_image_size_check check (size = octet_length(data))
);
create unique index mail_image_hash_key on mail_image (hash);
-- Pictures are packed already: no second packing at each reading.
alter table mail_image alter column data set storage external;

-- The bytes behind an address never change, and what mails may show never goes.
create function mail_image_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.hash <> old.hash or new.data <> old.data or new.type <> old.type then
    raise exception 'a picture that mails may show is neither changed nor deleted; take it out of the library';
  end if;
  return new;
end $$;
create trigger mail_image_stays before update or delete on mail_image for each row execute function mail_image_stays();
