-- One switch that stops all sending: who pressed it, when and why, and who let it go on.
CREATE TABLE "sending_stop" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "stopped_by" UUID NOT NULL,
    "stopped_by_name" TEXT NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "includes_service" BOOLEAN NOT NULL DEFAULT false,
    "resumed_by" UUID,
    "resumed_by_name" TEXT,
    "resumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "sending_stop_pkey" PRIMARY KEY ("id")
);
alter table sending_stop add constraint sending_stop_resumed_check check
  (num_nulls(resumed_by, resumed_by_name, resumed_at) in (0, 3) and resumed_at >= stopped_at is not false);
-- One at a time. The claim of every message looks here, and finds an empty index on nearly every day.
create unique index sending_stop_one_key on sending_stop ((true)) where resumed_at is null;

-- What was said is not said otherwise afterwards: a stop is only ever ended, once.
create function keep_sending_stop() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.resumed_at is not null
    or (old.id, old.stopped_by, old.stopped_by_name, old.stopped_at, old.reason, old.includes_service)
      is distinct from (new.id, new.stopped_by, new.stopped_by_name, new.stopped_at, new.reason, new.includes_service) then
    raise exception 'a stop of all sending is history: it can only be ended' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger sending_stop_keep before update or delete on sending_stop for each row execute function keep_sending_stop();
