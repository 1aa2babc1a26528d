import { expect, test } from 'vitest'
import { z } from 'zod'
import { sayWhatToDo } from '../../src/platform/http-faults.ts'

test.each<[string, z.ZodType, unknown, string]>([
  ['missing', z.string(), undefined, 'This is required.'],
  ['missing, of a few', z.enum(['email', 'sms']), undefined, 'This is required.'],
  ['empty', z.string().min(1), '', 'Write something here.'],
  ['too short', z.string().min(8), 'abc', 'Write at least 8 characters.'],
  ['too long', z.string().max(2), 'abc', 'Write at most 2 characters.'],
  ['no number', z.coerce.number(), 'abc', 'Write a number here.'],
  ['no whole number', z.int(), 1.5, 'Write a whole number here.'],
  ['too small a number', z.number().min(1), 0, 'Write 1 or more.'],
  ['too large a number', z.number().max(100), 101, 'Write 100 or less.'],
  ['no e-mail address', z.email(), 'ida', 'Write an e-mail address, such as name@company.example.'],
  ['no id', z.uuid(), '7', 'This is not an id. Take it from the list.'],
  ['no moment', z.iso.datetime(), 'tomorrow', 'Write a moment as 2026-11-03T07:30:00Z.'],
  ['none of a few', z.enum(['email', 'sms']), 'fax', 'Write one of these: email, sms.'],
  ['no list', z.array(z.string()), 'a', 'Send a list here.'],
  ['an empty list', z.array(z.string()).min(1), [], 'Choose at least one.'],
  ['a name nobody knows', z.strictObject({}), { colour: 1 }, 'Leave out what is not known here: colour.'],
  ['what its schema has words for', z.string().min(8, 'Longer, please.'), 'abc', 'Longer, please.'],
])('%s is said as what to write instead', (_what, schema, input, message) => {
  expect(schema.safeParse(input, { error: sayWhatToDo }).error?.issues[0]?.message).toBe(message)
})
