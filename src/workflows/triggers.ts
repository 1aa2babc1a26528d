// How a fact is matched with what lets people in: by plain equality of a word, on both sides made here.
import type { RecordedEvent } from '../contacts/index.ts'
import type { Trigger } from './definition.ts'

/** The word of a trigger; undefined while it has a gap. */
export function matchOfTrigger(trigger: Trigger): string | undefined {
  switch (trigger.kind) {
    case 'form.submitted':
      return trigger.formKey || undefined
    case 'consent.given':
      return trigger.purposeId === null ? undefined : `${trigger.purposeId}/${trigger.channel}`
    case 'consent.ending':
      return trigger.purposeId === null ? undefined : `${trigger.purposeId}/${trigger.channel}/${trigger.days}`
    case 'score.crossed':
      return String(trigger.threshold)
    default:
      return trigger satisfies never
  }
}

export type Entry = { contactId: string; eventId: string; kind: Trigger['kind']; match: string; occurredAt: Date }

/** A fact as something that may let its contact in; undefined for all the others, which are most. */
export function entryOfEvent({ contactId, id, type, occurredAt, properties }: RecordedEvent): Entry | undefined {
  const entry = { contactId, eventId: id, occurredAt }
  switch (type) {
    case 'form.submitted':
      return { ...entry, kind: type, match: String(properties.formKey) }
    case 'consent.given':
    case 'consent.confirmed':
      return { ...entry, kind: 'consent.given', match: `${properties.purposeId}/${properties.channel}` }
    case 'consent.ending':
      return { ...entry, kind: type, match: `${properties.purposeId}/${properties.channel}/${properties.days}` }
    case 'score.crossed':
      return { ...entry, kind: type, match: String(properties.threshold) }
    default:
      return undefined
  }
}
