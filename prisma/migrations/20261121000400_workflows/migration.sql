-- What lets people into a workflow, how far each has come.

CREATE TABLE "workflow_trigger" (
    "workflow_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "event_type" TEXT NOT NULL,
    "match" TEXT NOT NULL,
    "reentry" TEXT NOT NULL,
    "start" TEXT NOT NULL,

    CONSTRAINT "workflow_trigger_pkey" PRIMARY KEY ("workflow_id","position")
);

CREATE INDEX "workflow_trigger_event_type_match_idx" ON "workflow_trigger"("event_type", "match");

ALTER TABLE "workflow_trigger" ADD CONSTRAINT "workflow_trigger_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "enrolment" ADD COLUMN "taken" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "enrolment_step" ADD COLUMN "version" INTEGER NOT NULL;
ALTER TABLE "enrolment_step" ADD COLUMN "next_step" TEXT;

DROP INDEX "enrolment_step_workflow_id_step_outcome_idx";
CREATE INDEX "enrolment_step_workflow_id_version_step_outcome_idx" ON "enrolment_step"("workflow_id", "version", "step", "outcome");
CREATE INDEX "enrolment_step_workflow_id_version_next_step_idx" ON "enrolment_step"("workflow_id", "version", "next_step");

CREATE INDEX "lead_id_idx" ON "lead"("id");

alter table workflow add constraint workflow_status_check check (status in ('draft', 'published', 'paused'));
alter table workflow_trigger add constraint workflow_trigger_check
  check (event_type in ('form.submitted', 'consent.given', 'score.crossed') and reentry in ('once', 'again'));

-- One way at a time through a workflow: two at once would mean two mails.
create unique index enrolment_on_its_way_key on enrolment (contact_id, workflow_id) where status <> 'done';

-- What runs is what was published.
create trigger workflow_version_insert_only before update or delete on workflow_version for each row execute function refuse_change();
