// What a form is: what it asks, and which yes it may ask for. One box for each purpose on each channel, never one for two
// (consent.md C6).
import { z } from 'zod'
import { CHANNELS } from '../../consent/index.ts'
import { FORM_LANGUAGES } from './form-words.ts'

/** Questions whose answers say who somebody is. `fields.<key>` goes into a custom field, any other key onto the fact. */
export const PERSON_KEYS = ['email', 'phone', 'first_name', 'last_name', 'job_title', 'company', 'city'] as const

export const questionSchema = z
  .strictObject({
    key: z.string().regex(/^(fields\.)?[a-z][a-z0-9_]{0,39}$/, 'Use a-z, 0-9 and _, such as first_name.'),
    label: z.string().trim().min(1).max(200),
    type: z.enum(['text', 'long_text', 'email', 'phone', 'choice']),
    required: z.boolean().default(false),
    choices: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  })
  .refine((question) => question.type !== 'choice' || question.choices.length > 0, {
    path: ['choices'],
    message: 'Give at least one answer to choose.',
  })
export type Question = z.infer<typeof questionSchema>

export const askSchema = z.strictObject({ purposeId: z.uuid(), channel: z.enum(CHANNELS) })
export type Ask = z.infer<typeof askSchema>

const isTwice = (keys: string[]) => new Set(keys).size < keys.length

export const formInput = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    key: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'Use a-z, 0-9 and -, such as heat-guide.'),
    brandId: z.uuid(),
    language: z.enum(FORM_LANGUAGES),
    questions: z.array(questionSchema).min(1).max(30),
    asks: z.array(askSchema).max(20),
    thanks: z.string().trim().min(1).max(1000),
  })
  .superRefine(({ questions, asks }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (isTwice(questions.map((question) => question.key))) fault('questions', 'Each question needs a key of its own.')
    if (!questions.some(({ key, type, required }) => key === 'email' && type === 'email' && required))
      fault('questions', 'Ask for the e-mail address (key email) and require it: without it we cannot know who wrote.')
    if (isTwice(asks.map((ask) => `${ask.purposeId}/${ask.channel}`)))
      fault('asks', 'Ask for each purpose on each channel once.')
  })
  .meta({ id: 'FormInput' })
export type FormInput = z.infer<typeof formInput>

export const formAnswer = z
  .object({
    id: z.uuid(),
    key: z.string(),
    name: z.string(),
    brandId: z.uuid(),
    language: z.string(),
    questions: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        type: z.string(),
        required: z.boolean(),
        choices: z.array(z.string()),
      }),
    ),
    asks: z.array(z.object({ purposeId: z.uuid(), channel: z.string() })),
    thanks: z.string(),
    /** People who have sent it. */
    people: z.number(),
    url: z.string(),
    /** To put into a page: the form in a frame. */
    embed: z.string(),
  })
  .meta({ id: 'Form' })
