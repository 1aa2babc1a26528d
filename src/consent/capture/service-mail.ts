// Mail that serves the person who asked for it: the link that confirms, the code that opens, the answer to a request under
// their rights. Delivery comes after consent in the order of imports, so app.ts registers here what puts such a mail in
// line. It goes out like every other mail, and is decided in the moment of sending, by `serviceDecisionSql`.
import { createHmac, createSecretKey } from 'node:crypto'
import { type Db, Prisma } from '../../platform/database.ts'
import { idBytes } from '../../platform/id.ts'
import type { LinkKey } from '../link-token.ts'
import { STRICT } from '../rules/index.ts'

export const SERVICE_KINDS = ['confirmation', 'code', 'request', 'order'] as const
export type ServiceKind = (typeof SERVICE_KINDS)[number]

export type ServiceMail = {
  kind: ServiceKind
  contactId: string
  /** The message will have this id; the request is found by it. */
  messageId: string
  brandId: string
  purposeId: string
  /** Liquid, with {{ confirm_url }} or {{ code }} of its own; nothing in it may advertise (consent.md D5). */
  subject: string
  html: string
  text: string
}
export type ServiceSender = (db: Db, mail: ServiceMail, now: Date) => Promise<void>

let sender: ServiceSender | undefined
/** Called once, by app.ts. */
export function registerServiceSender(send: ServiceSender): void {
  sender = send
}

/** Puts a service mail in line, in the transaction of `db`: it goes out only if what asked for it is committed. */
export async function sendServiceMail(db: Db, mail: ServiceMail, now: Date): Promise<void> {
  if (!sender) throw new Error('no sender of service mail is registered: app.ts does that')
  await sender(db, mail, now)
}

/** A key of its own for each use, so that a link that stops can never be taken for one that confirms. */
export function serviceKey(
  { version, key }: LinkKey,
  use: ServiceKind | 'right' | 'answer' | 'bounce' | 'reply' | 'sms',
): LinkKey {
  return { version, key: createSecretKey(createHmac('sha256', key).update(`assent ${use}`).digest()) }
}

/**
 * The six digits of a message. They follow from the key and the message, so they are stored nowhere: neither the
 * database nor its backup holds what would open a page.
 */
export function codeOf(
  keyOfLinks: LinkKey,
  { contactId, messageId }: { contactId: string; messageId: string },
): string {
  const { key } = serviceKey(keyOfLinks, 'code')
  const mac = createHmac('sha256', key).update(idBytes(contactId)).update(idBytes(messageId)).digest()
  // 48 bits over a million: no figure is likelier than another by more than one in 10^8.
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

const PERSON = Prisma.sql`(select mails.contact_id union all select id from contact where merged_into_id = mails.contact_id)`

/**
 * May this service mail go? One row (contact_id, reason, is_allowed, rule_version, consent_seq) for each row of `mails` (contact_id, message_id).
 * Only while the person's own request is open: an objection, a pause or a suppression does not stop it (D5, S8: only so can
 * its owner confirm), a bounce or a complaint does. A restriction stops all but what is told of, or needed for, a request
 * under the person's own rights (GDPR 18(3)).
 */
export function serviceDecisionSql(mails: Prisma.Sql, at: Date | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select decided.*, decided.reason = 'service' as is_allowed, ${STRICT.version}::text as rule_version from (
    select mails.contact_id, mails.message_id, request.seq as consent_seq,
      case
        when contact.id is null or contact.erased_at is not null then 'erased'
        when hold.is_erasure or hold.is_restricted and not (own.is_news or own.is_code) then 'restricted'
        when request.is_open is not true and not own.is_news and not own.is_ordered then 'request_closed'
        when hold.is_address_stopped then 'address_stopped'
        when address.value is null then 'no_address'
        else 'service'
      end as reason
    from (${mails}) mails
    left join contact on contact.id = mails.contact_id
    left join lateral (
      select min(opt_in.seq) as seq, count(*) > 0 or exists (select from page_code
        where page_code.contact_id = mails.contact_id and page_code.message_id = mails.message_id
          and used_at is null and page_code.expires_at > ${at}) as is_open
      from opt_in
      join purpose on purpose.id = opt_in.purpose_id and purpose.retired_at is null
      left join consent_state state on state.contact_id = opt_in.contact_id
        and state.purpose_id = opt_in.purpose_id and state.channel = opt_in.channel
      where opt_in.contact_id = mails.contact_id and opt_in.message_id = mails.message_id
        and opt_in.confirmed_at is null and opt_in.expires_at > ${at}
        and state.state is distinct from 'withdrawn' and state.state is distinct from 'refused'
    ) request on true
    -- Of the person, or of one that was merged into them.
    cross join lateral (
      select exists (select from privacy_request where contact_id in ${PERSON} and code_id = mails.message_id) as is_code,
        exists (select from privacy_request_step where contact_id in ${PERSON} and type = 'told'
          and detail ->> 'messageId' = mails.message_id::text) as is_news,
        exists (select from service_order join service_template template on template.id = service_order.template_id
          where contact_id in ${PERSON} and message_id = mails.message_id and service_order.expires_at > ${at}
            and template.withdrawn_at is null) as is_ordered
    ) own
    left join lateral (
      select bool_or(kind = 'restriction') as is_restricted, bool_or(kind = 'erasure') as is_erasure,
        bool_or(kind in ('bounce', 'complaint')) as is_address_stopped
      from consent_hold where consent_hold.contact_id = mails.contact_id and lifted_at is null
        and consent_hold.since <= ${at} and (until is null or until > ${at})
        and (consent_hold.channel is null or consent_hold.channel = 'email')
    ) hold on true
    left join lateral (
      select value from identity where identity.contact_id = mails.contact_id and kind = 'email' and is_primary limit 1
    ) address on true) decided`
}
