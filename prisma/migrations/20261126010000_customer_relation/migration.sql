-- The second basis that the law knows for electronic marketing: an earlier sale, under conditions (consent.md N2, N3).

-- What customers bought, so that they are told of goods of the same kind only.
alter table purpose add column product_family text;
alter table purpose drop constraint purpose_basis_check;
alter table purpose add constraint purpose_basis_check check (legal_basis in ('consent', 'existing_customer'));
alter table purpose add constraint purpose_family_check check ((legal_basis = 'existing_customer') = (product_family is not null)
  and (legal_basis = 'consent' or kind = 'marketing' and channels <@ array['email', 'sms']
    and product_family <> '' and product_family = lower(btrim(product_family))));

-- A purpose has one basis from its first day: another never quietly takes its place (consent.md C11, L1).
create function purpose_basis_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the legal basis of a purpose never changes: make another purpose' using errcode = 'restrict_violation';
end $$;
create trigger purpose_basis_stays before update on purpose for each row
  when (old.legal_basis <> new.legal_basis or old.product_family is distinct from new.product_family)
  execute function purpose_basis_stays();

create table customer_relation (
  contact_id uuid not null references contact (id),
  id uuid not null default uuid_v7(),
  product_family text not null,
  channel text not null,
  source text not null,
  sold_at timestamptz(3) not null,
  opt_out_offered boolean not null,
  evidence text not null,
  recorded_via text not null,
  recorded_by uuid,
  recorded_at timestamptz(3) not null,
  constraint customer_relation_pkey primary key (contact_id, id),
  -- An address from a competition, a quote or an abandoned basket is no customer's.
  constraint customer_relation_source_check check (source = 'sale'),
  constraint customer_relation_opt_out_check check (opt_out_offered),
  constraint customer_relation_channel_check check (channel in ('email', 'sms')),
  constraint customer_relation_family_check check (product_family <> '' and product_family = lower(btrim(product_family))),
  constraint customer_relation_evidence_check check (evidence <> '' and sold_at <= recorded_at),
  constraint customer_relation_via_check check (recorded_via in ('staff', 'import', 'api') and (recorded_via = 'import' or recorded_by is not null))
);
create unique index customer_relation_sale_key on customer_relation (contact_id, channel, product_family, sold_at);
create trigger customer_relation_stays before update on customer_relation for each row execute function refuse_change();

alter table consent_event drop constraint consent_event_type_check;
alter table consent_event add constraint consent_event_type_check check (type in ('requested', 'collected', 'given', 'confirmed',
  'customer', 'refused', 'withdrawn', 'expired', 'objected', 'restricted', 'unrestricted', 'erased'));
alter table consent_state drop constraint consent_state_check;
alter table consent_state add constraint consent_state_check
  check (state in ('requested', 'collected', 'given', 'customer', 'refused', 'withdrawn', 'expired'));
-- What a partner collected names the words that were shown, as a yes does.
alter table consent_event add constraint consent_event_collected_check check (type <> 'collected' or text_id is not null);

-- Nobody is a customer of a purpose without a sale of its own product family on that channel at that moment.
create function customer_needs_sale() returns trigger language plpgsql as $$
begin
  if not exists (
    select from customer_relation relation join purpose on purpose.product_family = relation.product_family
    where relation.contact_id = new.contact_id and relation.channel = new.channel and relation.sold_at = new.occurred_at
      and purpose.id = new.purpose_id and purpose.legal_basis = 'existing_customer') then
    raise exception 'no sale of this product family is recorded for this contact and channel' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger consent_event_customer before insert on consent_event for each row
  when (new.type = 'customer') execute function customer_needs_sale();
