-- Who signs in, keys for scripts, and the table of the job clock.

create table "app_user" (
    "id" uuid not null default gen_random_uuid(),
    "name" text not null,
    "email" text not null,
    "email_verified" boolean not null default false,
    "image" text,
    "role" text not null,
    "created_at" timestamptz(3) not null default current_timestamp,
    "updated_at" timestamptz(3) not null default current_timestamp,
    constraint "app_user_pkey" primary key ("id"),
    constraint "app_user_role_check" check ("role" in ('admin', 'marketer', 'seller', 'privacy_officer')),
    constraint "app_user_email_check" check ("email" = lower("email"))
);
create unique index "app_user_email_key" on "app_user" ("email");

create table "session" (
    "id" uuid not null default gen_random_uuid(),
    "user_id" uuid not null,
    "token" text not null,
    "expires_at" timestamptz(3) not null,
    "ip_address" text,
    "user_agent" text,
    "created_at" timestamptz(3) not null default current_timestamp,
    "updated_at" timestamptz(3) not null default current_timestamp,
    constraint "session_pkey" primary key ("id"),
    constraint "session_user_id_fkey" foreign key ("user_id") references "app_user" ("id") on delete cascade on update cascade
);
create unique index "session_token_key" on "session" ("token");
create index "session_user_id_idx" on "session" ("user_id");

create table "account_login" (
    "id" uuid not null default gen_random_uuid(),
    "user_id" uuid not null,
    "provider_id" text not null,
    "account_id" text not null,
    "password" text,
    "access_token" text,
    "refresh_token" text,
    "id_token" text,
    "access_token_expires_at" timestamptz(3),
    "refresh_token_expires_at" timestamptz(3),
    "scope" text,
    "created_at" timestamptz(3) not null default current_timestamp,
    "updated_at" timestamptz(3) not null default current_timestamp,
    constraint "account_login_pkey" primary key ("id"),
    constraint "account_login_user_id_fkey" foreign key ("user_id") references "app_user" ("id") on delete cascade on update cascade
);
create unique index "account_login_provider_id_account_id_key" on "account_login" ("provider_id", "account_id");
create index "account_login_user_id_idx" on "account_login" ("user_id");

create table "verification" (
    "id" uuid not null default gen_random_uuid(),
    "identifier" text not null,
    "value" text not null,
    "expires_at" timestamptz(3) not null,
    "created_at" timestamptz(3) not null default current_timestamp,
    "updated_at" timestamptz(3) not null default current_timestamp,
    constraint "verification_pkey" primary key ("id")
);
create index "verification_identifier_idx" on "verification" ("identifier");

create table "api_key" (
    "id" uuid not null default gen_random_uuid(),
    "name" text not null,
    "prefix" text not null,
    "hash" bytea not null,
    "role" text not null,
    "created_at" timestamptz(3) not null default current_timestamp,
    "last_used_at" timestamptz(3),
    "revoked_at" timestamptz(3),
    constraint "api_key_pkey" primary key ("id"),
    constraint "api_key_role_check" check ("role" in ('admin', 'marketer', 'seller', 'privacy_officer'))
);
create unique index "api_key_hash_key" on "api_key" ("hash");

-- The job clock's own table, as @agendajs/postgres-backend 3.0.6 wants it. Ours to create: its ensureSchema races when
-- two processes start at once. Prisma is told that this table is external.
create table "agenda_jobs" (
    "id" uuid primary key default gen_random_uuid(),
    "name" varchar(255) not null,
    "priority" integer not null default 0,
    "next_run_at" timestamptz,
    "type" varchar(10) not null default 'normal' check ("type" in ('normal', 'single')),
    "locked_at" timestamptz,
    "last_finished_at" timestamptz,
    "failed_at" timestamptz,
    "fail_count" integer,
    "fail_reason" text,
    "repeat_timezone" varchar(100),
    "last_run_at" timestamptz,
    "repeat_interval" varchar(255),
    "data" jsonb default '{}'::jsonb,
    "repeat_at" varchar(255),
    "disabled" boolean default false,
    "progress" real,
    "fork" boolean default false,
    "last_modified_by" varchar(255),
    "debounce_started_at" timestamptz,
    "start_date" timestamptz,
    "end_date" timestamptz,
    "skip_days" jsonb,
    "created_at" timestamptz default now(),
    "updated_at" timestamptz default now()
);
create index "agenda_jobs_find_and_lock_idx" on "agenda_jobs" ("name", "next_run_at", "priority" desc, "locked_at", "disabled") where "disabled" = false;
create unique index "agenda_jobs_single_job_idx" on "agenda_jobs" ("name") where "type" = 'single';
create index "agenda_jobs_locked_at_idx" on "agenda_jobs" ("locked_at") where "locked_at" is not null;
