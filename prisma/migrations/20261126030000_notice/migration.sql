-- What the notice of a form says beside what receipts name: how long data is kept as a number, which every language can
-- tell, and what protects it where neither the GDPR nor a decision of the Commission does.
ALTER TABLE "brand_processing" ADD COLUMN "retention_months" INTEGER,
ADD COLUMN "safeguard" TEXT;
alter table brand_processing add constraint brand_processing_retention_months_check check (retention_months between 1 and 600);
alter table brand_processing add constraint brand_processing_safeguard_check check (safeguard <> '');
