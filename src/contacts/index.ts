// The public face of contacts: who people are, and the facts of what they did.
export { CANARY_ID, ensureCanary, NOT_CANARY, refuseCanary } from './canary.ts'
export { type AddressChange, changeAddress } from './change-address.ts'
export { type ContactChange, changeContact } from './change-contact.ts'
export { type Address, type AddressKind, addressOf, findOwners } from './claim-addresses.ts'
export { ALL_CONTACTS, andWithin, type ContactRange, findContactRanges } from './contact-ranges.ts'
export type { ContactRow, RowRefusal, SavedRow, SaveOptions } from './contact-row.ts'
export { emptyPeople } from './empty-people.ts'
export * from './field-values.ts'
export type { Company } from './find-accounts.ts'
export { type ContactDetail, contactNameSql, fullName, getContact } from './get-contact.ts'
export { findGaps, type Joined, joinPeople, type MovedAddress, partPeople } from './join-people.ts'
export { lockContacts, lockPeople } from './lock-contacts.ts'
export { changeField, checkFields, createField, listFields } from './manage-fields.ts'
export * from './normalise-address.ts'
export {
  announceEvents,
  type EventConsumer,
  type NewEvent,
  type RecordedEvent,
  recordEvents,
  recordLocked,
  registerEventConsumers,
} from './record-events.ts'
export { contactRoutes } from './routes.ts'
export { saveContacts } from './save-contacts.ts'
export { contactAnswer, contactChange, contactInput } from './schemas.ts'
export { searchSql } from './search-contacts.ts'
