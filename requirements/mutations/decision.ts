// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on the decision. In the order of their numbers.
import { mutation } from './mutation.ts'

export const DECISION = [
  mutation(
    'D1',
    'the decision that a sent message must have',
    'prisma/migrations/20261126148000_service_template/migration.sql',
    "check (status not in ('started', 'sent')\n  or (rule_version is not null and decided_at is not null\n    and (consent_seq is not null or (reason = 'service' and occasion in ('code:' || id::text, 'request:' || id::text, 'order:' || id::text)))))",
    'check (true)',
  ),
  mutation(
    'D2',
    'the decision in the claim',
    'src/delivery/claim-messages.ts',
    "status = case when decision.is_allowed then 'started' else 'blocked' end",
    "status = 'started'",
  ),
  mutation(
    'D3',
    'the wait for what has begun',
    'src/delivery/silence-contacts.ts',
    'const started = await lookAtStarted(db, contactIds)',
    'const started = await lookAtStarted(db, [])',
  ),
  mutation(
    'D3',
    'the removal of what is queued for a topic that was left out',
    'src/delivery/silence-contacts.ts',
    'topic.purpose_id = content.topic_id',
    'topic.purpose_id = content.id',
  ),
  mutation(
    'D4',
    'the shape that service mail must have',
    'prisma/migrations/20261126055000_service_mail_alone/migration.sql',
    'and is_plain_service_mail(kind, subject, html, text)',
    'and true',
  ),
  mutation(
    'D4',
    'the refusal of a campaign that names service mail',
    'prisma/migrations/20261126055000_service_mail_alone/migration.sql',
    "where id = new.content_id and kind <> 'marketing'",
    'where false',
  ),
  mutation(
    'D4',
    'the second person who allows the words of a template',
    'prisma/migrations/20261126148000_service_template/migration.sql',
    'check (allowed_by <> written_by)',
    'check (true)',
  ),
  mutation(
    'D5',
    'the complaint and the bounce that stop service mail, and nothing else',
    'src/consent/capture/service-mail.ts',
    "select bool_or(kind = 'restriction') as is_restricted, bool_or(kind = 'erasure') as is_erasure,",
    "select bool_or(kind in ('restriction', 'pause', 'objection')) as is_restricted, bool_or(kind = 'erasure') as is_erasure,",
  ),
  mutation(
    'D6',
    'the no for a channel that the purpose does not use',
    'src/consent/decide.ts',
    'or not ${channel} = any(purpose.channels) then',
    'then',
  ),
]
