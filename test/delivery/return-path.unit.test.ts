import { expect, it } from 'vitest'
import { linkKey } from '../../src/consent/index.ts'
import { readReturnPath, returnKey, returnPath } from '../../src/delivery/index.ts'
import { newId } from '../../src/platform/id.ts'

const key = returnKey(linkKey('a secret that only this test knows'))
const ids = () => ({ contactId: newId(), messageId: newId() })

it('a return path names the message, fits into an address and survives small letters (B2)', () => {
  for (let time = 0; time < 100; time++) {
    const message = ids()
    const path = returnPath(key, message, 'in.vidjevik.example')
    expect(path).toMatch(/^bounce\+[0-9a-v]{56}@in\.vidjevik\.example$/)
    expect(path.split('@')[0]?.length).toBeLessThanOrEqual(64)
    for (const written of [path, path.toUpperCase()]) {
      const read = readReturnPath([key], written)
      expect(read?.messageId).toBe(message.messageId)
      expect((read?.from ?? '') <= message.contactId && message.contactId <= (read?.to ?? '')).toBe(true)
    }
  }
})

it('a return path that is forged, cut short or of another use says nothing (B2)', () => {
  const message = ids()
  const path = returnPath(key, message, 'in.vidjevik.example')
  const others = [
    returnPath(returnKey(linkKey('a secret of somebody else')), message, 'in.vidjevik.example'),
    returnPath(linkKey('a secret that only this test knows'), message, 'in.vidjevik.example'),
    returnPath({ ...key, version: 2 }, message, 'in.vidjevik.example'),
    path.replace('bounce+', ''),
    path.replace('+', '+0'),
    path.replace(/.@/, '@'),
    path.replace(/(.)@/, (_, last: string) => `${last === '0' ? '1' : '0'}@`),
    'bounce+@in.vidjevik.example',
    `bounce+${'v'.repeat(56)}@in.vidjevik.example`,
    `bounce+${'w'.repeat(56)}@in.vidjevik.example`,
    '',
  ]
  for (const other of others) expect(readReturnPath([key], other), other).toBeUndefined()
})
