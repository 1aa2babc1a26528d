-- What a sender says of how data is handled: ISO/IEC TS 27560 and Kantara ask every receipt to name it, and nobody but
-- the sender knows it. A sender without this row has not said; an empty list of recipients says that there are none.
CREATE TABLE "brand_processing" (
    "brand_id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "stored_in" TEXT[] NOT NULL,
    "retention" TEXT NOT NULL,
    "recipients" TEXT[] NOT NULL,

    CONSTRAINT "brand_processing_pkey" PRIMARY KEY ("brand_id"),
    CONSTRAINT "brand_processing_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "brand_processing_says_all" CHECK ("phone" <> '' AND cardinality("stored_in") > 0 AND "retention" <> '')
);
