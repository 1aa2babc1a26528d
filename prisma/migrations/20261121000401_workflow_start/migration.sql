-- A workflow may begin with a wait: whoever comes in is then due later.
ALTER TABLE "workflow_trigger" ADD COLUMN "start_after_ms" BIGINT NOT NULL DEFAULT 0;
