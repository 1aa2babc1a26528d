import { expect, test } from 'vitest'
import { REGISTERS } from '../../../src/consent/calls/registers/index.ts'
import { readNumber, writeNumber } from '../../../src/consent/washes/read-number.ts'

const read = (id: string, text: string) => {
  const register = REGISTERS.find((one) => one.id === id)
  return register && readNumber(register, text)
}

test.each([
  ['NO-reservasjon', '90000001', '+4790000001'],
  ['NO-reservasjon', '900 00 001', '+4790000001'],
  ['NO-reservasjon', '+47 900 00 001', '+4790000001'],
  ['NO-reservasjon', '004790000001', '+4790000001'],
  ['NO-reservasjon', '4790000001', '+4790000001'],
  ['SE-nix', '070-123 45 67', '+46701234567'],
  ['SE-nix', '46701234567', '+46701234567'],
  ['DK-robinson', '20 12 34 56', '+4520123456'],
])('%s reads %s', (id, text, number) => expect(read(id, text)).toBe(number))

test.each([
  ['NO-reservasjon', '0701234567'],
  ['NO-reservasjon', '+46701234567'],
  ['NO-reservasjon', '9000000'],
  ['NO-reservasjon', 'n/a'],
  ['NO-reservasjon', ''],
  ['SE-nix', '90000001'],
  ['SE-nix', '+4790000001'],
  ['DK-robinson', '2026-11-24'],
  ['NO-reservasjon', '24.11.2026'],
])('%s does not take %s for a number of its country', (id, text) => expect(read(id, text)).toBeUndefined())

test('a number is written as within the country, and read again', () => {
  for (const register of REGISTERS) {
    const number = `${register.dialling}20123456`
    expect(readNumber(register, writeNumber(register, number))).toBe(number)
    expect(writeNumber(register, number)).not.toMatch(/^[+=@-]/)
  }
})
