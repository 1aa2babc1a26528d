-- Several relays with limits; the relay of SMTP_URL is the first of them.
-- CreateTable
CREATE TABLE "mail_relay" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "host" TEXT,
    "port" INTEGER,
    "encryption" TEXT,
    "authority" TEXT,
    "username" TEXT,
    "password" BYTEA,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_at" TIMESTAMPTZ(3),
    "faults" INTEGER NOT NULL DEFAULT 0,
    "rests_until" TIMESTAMPTZ(3),
    "last_fault" TEXT,
    "last_fault_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_relay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_relay_day" (
    "relay_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "later" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "faults" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "mail_relay_day_pkey" PRIMARY KEY ("relay_id","day")
);

-- CreateTable
CREATE TABLE "relay_limit" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "relay_id" UUID,
    "domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "per_second" INTEGER,
    "per_hour" INTEGER,
    "per_day" INTEGER,
    "warm_first" INTEGER,
    "warm_growth" INTEGER,
    "warm_since" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "second_room" DOUBLE PRECISION,
    "hour_room" DOUBLE PRECISION,
    "filled_at" TIMESTAMPTZ(3),

    CONSTRAINT "relay_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relay_limit_day" (
    "limit_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "relay_limit_day_pkey" PRIMARY KEY ("limit_id","day")
);

-- AddForeignKey
ALTER TABLE "mail_relay_day" ADD CONSTRAINT "mail_relay_day_relay_id_fkey" FOREIGN KEY ("relay_id") REFERENCES "mail_relay"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relay_limit" ADD CONSTRAINT "relay_limit_relay_id_fkey" FOREIGN KEY ("relay_id") REFERENCES "mail_relay"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relay_limit_day" ADD CONSTRAINT "relay_limit_day_limit_id_fkey" FOREIGN KEY ("limit_id") REFERENCES "relay_limit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Only the relay of the environment has no address here. A password is never sent in the clear.
alter table mail_relay add constraint mail_relay_place_check check (
  (id = '00000000-0000-7000-8000-00000000e111') = (host is null)
  and (host is null) = (port is null) and (host is null) = (encryption is null)
  and (host is not null or (username is null and password is null and authority is null)));
alter table mail_relay add constraint mail_relay_encryption_check check (encryption in ('tls', 'starttls', 'none'));
alter table mail_relay add constraint mail_relay_login_check
  check ((username is null) = (password is null) and (username is null or encryption <> 'none'));
alter table mail_relay add constraint mail_relay_port_check check (port between 1 and 65535);
alter table mail_relay add constraint mail_relay_weight_check check (weight between 1 and 100);
alter table mail_relay_day add constraint mail_relay_day_check
  check (sent >= 0 and later >= 0 and refused >= 0 and faults >= 0);
-- Whoever counts by the hour needs room for a twentieth of it at once.
alter table relay_limit add constraint relay_limit_check check (
  num_nonnulls(per_second, per_hour, per_day, warm_first) > 0
  and (per_second is null or per_second >= 1) and (per_hour is null or per_hour >= 20) and (per_day is null or per_day >= 1));
alter table relay_limit add constraint relay_limit_warm_check check (
  (warm_first is null) = (warm_growth is null) and (warm_first is null) = (warm_since is null)
  and (warm_first is null or (warm_first >= 1 and warm_growth between 1 and 300)));

insert into mail_relay (id, name) values ('00000000-0000-7000-8000-00000000e111', 'SMTP_URL');
