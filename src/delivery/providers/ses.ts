// Notifications of Amazon SES, whichever way they come: within a signed message of SNS, or as JSON in a mail. Both forms are
// read, that of notifications and that of event publishing (docs.aws.amazon.com/ses: notification-contents, event-publishing).
import { z } from 'zod'
import { localPart, type ProviderEvent, type Whom, weighFailure } from './provider-event.ts'

const mail = z.object({
  /** The return path that the mail was handed over with. */
  source: z.string().optional(),
  messageId: z.string().optional(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  commonHeaders: z.object({ messageId: z.string().optional() }).nullish(),
})
const notification = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail,
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().default(''),
      bouncedRecipients: z.array(
        z.object({ emailAddress: z.string(), status: z.string().optional(), diagnosticCode: z.string().optional() }),
      ),
    })
    .optional(),
  complaint: z
    .object({
      complaintFeedbackType: z.string().nullish(),
      complainedRecipients: z.array(z.object({ emailAddress: z.string() })).default([]),
    })
    .optional(),
})

/** Recipients that are looked at. Each of our mails has one. */
const RECIPIENTS_MAX = 50

/** What it says of each recipient; nothing where it is no bounce and no complaint. */
export function readSesNotification(told: unknown): ProviderEvent[] {
  const { data } = notification.safeParse(told)
  if (!data) return []
  const { bounce, complaint } = data
  const type = data.notificationType ?? data.eventType
  if (type === 'Bounce' && bounce)
    return bounce.bouncedRecipients.slice(0, RECIPIENTS_MAX).map(({ emailAddress, status, diagnosticCode = '' }) => {
      // SES sends nothing to an address of its list of those that failed for good.
      const words = /suppress/i.test(bounce.bounceSubType) ? '' : diagnosticCode
      const report = weighFailure(bounce.bounceType === 'Permanent', words, status)
      return { ...whomOf(data.mail, emailAddress), kind: 'delivery_report', report }
    })
  if (type !== 'Complaint' || !complaint) return []
  // Without a type the provider said no more than "complaint". RFC 5965: all others are none.
  const feedback = complaint.complaintFeedbackType?.toLowerCase() ?? 'abuse'
  const kind = feedback === 'abuse' ? 'complaint' : feedback === 'opt-out' ? 'opt_out' : 'other_report'
  const recipients = complaint.complainedRecipients.slice(0, RECIPIENTS_MAX).map(({ emailAddress }) => emailAddress)
  return (recipients.length > 0 ? recipients : ['']).map((recipient) => ({ ...whomOf(data.mail, recipient), kind }))
}

function whomOf({ source, messageId, headers, commonHeaders }: z.output<typeof mail>, recipient: string): Whom {
  const values = (name: string) =>
    (headers ?? []).filter((field) => field.name.toLowerCase() === name).map(({ value }) => value)
  return {
    signed: [...(source ? [source] : []), ...values('return-path'), ...values('list-unsubscribe')],
    names: [
      ...values('message-id').flatMap(localPart),
      ...localPart(commonHeaders?.messageId),
      ...(messageId ? [messageId] : []),
    ],
    recipient: /[^\s<>]+@[^\s<>]+/.exec(recipient)?.[0],
  }
}
