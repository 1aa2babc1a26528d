import { expect, test } from 'vitest'
import { openMailMemory } from '../../src/delivery/mail-memory.ts'

test('memory holds one mail after the other, whole, however long each is', () => {
  const memory = openMailMemory(8)
  for (const text of ['a mail', 'one that is longer than the memory, and longer than twice of it', 'a short one', '']) {
    memory.begin()
    for (const piece of text.split(/(?= )/)) memory.write(piece)
    expect(memory.written().toString()).toBe(text)
  }
})
