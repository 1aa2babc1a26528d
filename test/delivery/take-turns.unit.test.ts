import { expect, test } from 'vitest'
import { takeTurns } from '../../src/delivery/take-turns.ts'

test('turns come one at a time, in order, and ending one twice gives nobody else’s away', async () => {
  const take = takeTurns()
  const order: number[] = []
  const end = await take()
  const second = take().then((endSecond) => order.push(2) && endSecond)
  const third = take().then(() => order.push(3))
  await Promise.resolve()
  expect(order).toEqual([])
  end()
  end()
  const endSecond = await second
  await new Promise(setImmediate)
  expect(order).toEqual([2])
  if (typeof endSecond === 'function') endSecond()
  await third
  expect(order).toEqual([2, 3])
})
