// The public face of contacts: who people are, and the facts of what they did.
export { lockContacts } from './lock-contacts.ts'
export * from './normalise-address.ts'
export {
  announceEvents,
  type EventConsumer,
  type NewEvent,
  type RecordedEvent,
  recordEvents,
  registerEventConsumers,
} from './record-events.ts'
