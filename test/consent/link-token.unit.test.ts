import { describe, expect, it } from 'vitest'
import { linkKey, makeLinkToken, readLinkToken } from '../../src/consent/index.ts'
import { newId } from '../../src/platform/id.ts'

const key = linkKey('a secret that is long enough for a test')
const token = { contactId: newId(), purposeId: newId(), messageId: newId() }
const text = makeLinkToken(key, token)

describe('the token in a link', () => {
  it('says which contact, purpose and message, and holds no address (U3)', () => {
    expect(readLinkToken([key], text)).toEqual(token)
    expect(text).toMatch(/^[\w-]{82}$/)
  })

  it('is refused when any one character differs (U3)', () => {
    for (let index = 0; index < text.length; index++) {
      const changed = `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`
      expect(readLinkToken([key], changed), `character ${index}`).toBeUndefined()
    }
  })

  it('is refused when cut short, made longer, empty or no token at all', () => {
    for (let length = 0; length < text.length; length++)
      expect(readLinkToken([key], text.slice(0, length))).toBeUndefined()
    for (const wrong of [
      `${text}A`,
      `${text}=`,
      ` ${text}`,
      text.toUpperCase(),
      'x'.repeat(82),
      '../../etc/passwd',
      '%00',
    ])
      expect(readLinkToken([key], wrong)).toBeUndefined()
  })

  it('is refused when it was made with another secret or another version of the key', () => {
    expect(readLinkToken([linkKey('another secret that is long enough')], text)).toBeUndefined()
    expect(readLinkToken([{ ...key, version: 2 }], text)).toBeUndefined()
    expect(readLinkToken([], text)).toBeUndefined()
  })

  it('is still read after the key has got a new version', () => {
    const newer = linkKey('a newer secret that is long enough', 2)
    expect(readLinkToken([newer, key], text)).toEqual(token)
    expect(readLinkToken([newer, key], makeLinkToken(newer, token))).toEqual(token)
  })
})
