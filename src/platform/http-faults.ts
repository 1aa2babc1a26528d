// Says a fault of the input as what to write instead. A schema that knows better gives its own message, which wins.
import type { z } from 'zod'

const FORMATS: Record<string, string> = {
  email: 'Write an e-mail address, such as name@company.example.',
  uuid: 'This is not an id. Take it from the list.',
  datetime: 'Write a moment as 2026-11-03T07:30:00Z.',
  date: 'Write a date as 2026-11-03.',
  url: 'Write a whole address, such as https://company.example/page.',
  json_string: 'This is not valid JSON. Check its quotes, commas and brackets.',
}

const TYPES: Record<string, string> = {
  string: 'Write text here.',
  number: 'Write a number here.',
  int: 'Write a whole number here.',
  boolean: 'Write true or false here.',
  array: 'Send a list here.',
  object: 'Send an object here.',
  record: 'Send an object here.',
}

/** What to do about one fault; undefined where zod's own words have to do. */
export const sayWhatToDo: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is required.' : TYPES[issue.expected]
    case 'invalid_format':
      return FORMATS[issue.format]
    case 'invalid_value':
      return issue.input === undefined
        ? 'This is required.'
        : `Write one of these: ${issue.values.map(String).join(', ')}.`
    case 'too_small':
      return sayTooSmall(String(issue.origin), Number(issue.minimum))
    case 'too_big':
      return sayTooBig(String(issue.origin), Number(issue.maximum))
    case 'unrecognized_keys':
      return `Leave out what is not known here: ${issue.keys.join(', ')}.`
    default:
      return undefined
  }
}

function sayTooSmall(origin: string, minimum: number): string | undefined {
  if (origin === 'string') return minimum === 1 ? 'Write something here.' : `Write at least ${minimum} characters.`
  if (origin === 'array' || origin === 'set')
    return minimum === 1 ? 'Choose at least one.' : `Choose at least ${minimum}.`
  if (origin === 'number' || origin === 'int') return `Write ${minimum} or more.`
  return undefined
}

function sayTooBig(origin: string, maximum: number): string | undefined {
  if (origin === 'string') return `Write at most ${maximum} characters.`
  if (origin === 'array' || origin === 'set') return `Choose at most ${maximum}.`
  if (origin === 'number' || origin === 'int') return `Write ${maximum} or less.`
  return undefined
}
