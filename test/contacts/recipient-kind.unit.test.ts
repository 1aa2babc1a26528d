import { expect, test } from 'vitest'
import { recipientKindOf } from '../../src/contacts/recipient-kind.ts'

const row = { email: 'post@rimdal.example', country: 'NO', company: { name: 'Rimdal AS' } }

test.each(['post', 'kontakt', 'info', 'POST'])('takes %s@ of a Norwegian company for a legal person (N4)', (local) => {
  expect(recipientKindOf({ ...row, email: `${local}@rimdal.example` })).toBe('legal')
})

test.each([
  ['a sole trader', { company: { name: 'Hansen Rør ENK' } }],
  ['an address that names somebody', { email: 'kari.nesheim@rimdal.example' }],
  ['an address that only begins like a role', { email: 'posten@rimdal.example' }],
  ['a role address with a person behind it', { firstName: 'Kari' }],
  ['a role address elsewhere', { country: 'SE' }],
  ['a role address whose country nobody knows', { country: undefined }],
])('leaves %s a person (N4)', (_what, over) => {
  expect(recipientKindOf({ ...row, ...over })).toBeUndefined()
})

test('believes what was said before what the address looks like', () => {
  expect(recipientKindOf({ ...row, recipientKind: 'natural' })).toBe('natural')
  expect(recipientKindOf({ email: 'kari@rimdal.example', recipientKind: 'legal' })).toBe('legal')
})
