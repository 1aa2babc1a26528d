import { expect, test } from 'vitest'
import { addressHash, normaliseAddress } from '../../src/contacts/index.ts'

test('one address has one spelling, whatever its case, spaces, accents and alphabet (S7)', () => {
  const spellings: [string, string[]][] = [
    ['kari@rimdal.example', ['Kari@Rimdal.Example', ' kari@rimdal.example\n', 'KARI@RIMDAL.EXAMPLE.']],
    ['andré@fjord.example', ['andr\u00e9@fjord.example', 'andre\u0301@fjord.example', 'ANDRE\u0301@FJORD.EXAMPLE']],
    ['per@xn--blbr-roah.example', ['per@blåbær.example', 'PER@BLÅBÆR.example', 'per@xn--blbr-roah.example']],
  ]
  for (const [normal, written] of spellings)
    for (const one of [...written, normal]) expect(normaliseAddress('email', one)).toBe(normal)
  for (const number of ['+47 900 00 001', '0047 900 00 001', '+47 (900) 00-001', '+4790000001'])
    expect(normaliseAddress('phone', number)).toBe('+4790000001')
})

test('dots and plus signs are never folded: they may be somebody else, whose yes is not this one’s (S7)', () => {
  const people = ['ola.nordmann@post.example', 'olanordmann@post.example', 'ola.nordmann+shop@post.example']
  expect(people.map((address) => normaliseAddress('email', address))).toEqual(people)
  expect(new Set(people.map((address) => addressHash('email', address))).size).toBe(3)
})
