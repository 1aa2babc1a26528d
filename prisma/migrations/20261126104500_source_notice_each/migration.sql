-- Each party that handed a person over is told by itself: who heard of the first has not heard of the second (GDPR art. 14).
ALTER TABLE "source_notice" DROP CONSTRAINT "source_notice_pkey",
ADD CONSTRAINT "source_notice_pkey" PRIMARY KEY ("contact_id", "source");
