-- How often the words of a purpose were shown, and answered with a yes, on a day, a page and in a language. Nothing in a
-- row leads to anybody, and there is never one for each visitor.
CREATE TABLE "served_text" (
    "text_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "page" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "said_yes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "served_text_pkey" PRIMARY KEY ("text_id","day","page","language"),
    CONSTRAINT "served_text_text_id_fkey" FOREIGN KEY ("text_id") REFERENCES "purpose_text"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "served_text_counts_check" CHECK ("shown" >= 0 AND "said_yes" >= 0)
);
-- Of the pages only what they are: an address with a question mark could name somebody.
alter table served_text add constraint served_text_page_check check (page ~ '^/[a-z0-9/-]+$');
create index served_text_page_idx on served_text (page);
