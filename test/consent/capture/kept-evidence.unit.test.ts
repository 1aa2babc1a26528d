import { expect, test } from 'vitest'
import { keepAddress } from '../../../src/consent/capture/kept-evidence.ts'

test('an address is shortened to its network, however it is written, and what is no address is not kept', () => {
  const shortened = (text: string) => keepAddress(text, 'shortened')
  expect(['203.0.113.77', '::ffff:203.0.113.77'].map(shortened)).toEqual(['203.0.113.0/24', '203.0.113.0/24'])
  expect(['2001:db8:1:2:3:4:5:6', '2001:db8:1::6', '2001:db8::6', '::1', 'fe80::1%eth0'].map(shortened)).toEqual([
    '2001:db8:1::/48',
    '2001:db8:1::/48',
    '2001:db8:0::/48',
    '0:0:0::/48',
    'fe80:0:0::/48',
  ])
  expect(['', 'unknown', '203.0.113'].map(shortened)).toEqual([undefined, undefined, undefined])
  expect(keepAddress('203.0.113.77', 'whole')).toBe('203.0.113.77')
  expect(keepAddress('::ffff:203.0.113.77', 'whole')).toBe('203.0.113.77')
  expect(keepAddress('203.0.113.77', 'none')).toBeUndefined()
})
