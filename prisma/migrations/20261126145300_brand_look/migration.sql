-- How the mails of a sender look. A content keeps what it was frozen with, so that a new logo or address changes no mail
-- that was published before.
create table brand_look (
  brand_id uuid not null,
  logo_id uuid,
  logo_width integer not null default 160 constraint brand_look_logo_width_check check (logo_width between 20 and 600),
  text_colour text not null default '#1C2723' constraint brand_look_text_colour_check check (text_colour ~ '^#[0-9a-fA-F]{6}$'),
  background_colour text not null default '#F3F5F4'
    constraint brand_look_background_colour_check check (background_colour ~ '^#[0-9a-fA-F]{6}$'),
  font text not null default 'helvetica',
  button_radius integer not null default 4 constraint brand_look_button_radius_check check (button_radius between 0 and 40),
  website text not null default '',
  social jsonb not null default '[]',
  constraint brand_look_pkey primary key (brand_id),
  constraint brand_look_brand_id_fkey foreign key (brand_id) references brand (id) on delete restrict on update cascade,
  constraint brand_look_logo_id_fkey foreign key (logo_id) references mail_image (id) on delete restrict on update cascade
);
alter table message_content add column frozen_brand text;
