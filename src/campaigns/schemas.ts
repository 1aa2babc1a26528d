// What campaigns look like over HTTP.
import { z } from 'zod'
import { MARK_STATES } from '../consent/index.ts'
import { MAIL_LANGUAGES } from '../delivery/index.ts'
import { brandLook } from './brand-look/brand-look.ts'
import { CAMPAIGN_STATES } from './campaign-states.ts'
import { LINK_FAULTS } from './canary/follow-links.ts'
import { CHECKS } from './check-message.ts'
import { CAMPAIGN_REASONS } from './reason-words.ts'
import { MESSAGE_STATES } from './results-campaign.ts'

/** Characters. Far over any real mail, and quick to compile. */
const LONGEST_MJML = 500_000
const LONGEST_TEXT = 200_000
/** The plain-text part where it is written by hand. */
export const ownText = {
  plainText: z.string().max(LONGEST_TEXT).nullable().meta({ description: 'null: it is made from the mail.' }),
  plainTextOf: z
    .string()
    .max(LONGEST_TEXT)
    .nullable()
    .meta({ description: 'What was made from the mail when it was written: it is old once another is made.' }),
}

const campaignChannel = z.enum(['email', 'sms'])

export const draftBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  purposeId: z.uuid(),
  /** A topic of the purpose; null: all of it. */
  topicId: z.uuid().nullable(),
  segmentId: z.uuid().nullable(),
  subject: z.string().max(500),
  preheader: z.string().max(500),
  mjml: z.string().max(LONGEST_MJML).meta({ description: 'MJML of a mail; of an SMS its text.' }),
  ...ownText,
  /** The main language. Others are translations of it. */
  language: z.enum(MAIL_LANGUAGES),
})
export const newDraftBody = draftBody
  .partial()
  .required({ name: true, purposeId: true })
  .extend({ channel: campaignChannel.default('email').meta({ description: 'It stays what it is begun as.' }) })
export const changeBody = draftBody.partial()
export const previewBody = draftBody.pick({ purposeId: true, subject: true, preheader: true, mjml: true }).extend({
  contactId: z.uuid().nullable(),
  channel: campaignChannel.default('email'),
  topicId: z.uuid().nullable().default(null),
  plainText: ownText.plainText.default(null),
  plainTextOf: ownText.plainTextOf.default(null),
  language: z.enum(MAIL_LANGUAGES).nullable().default(null),
  /** Those of the campaign, the main one first. */
  languages: z.array(z.enum(MAIL_LANGUAGES)).max(MAIL_LANGUAGES.length).default([]),
  feedOf: z.uuid().optional().meta({ description: 'The campaign whose feed stands in its places.' }),
})

const named = z.object({ id: z.uuid(), name: z.string() })
const at = z.iso.datetime().nullable()
export const lineAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  channel: z.string(),
  status: z.enum(CAMPAIGN_STATES),
  purpose: named,
  segment: named.nullable(),
  startsAt: at,
  startedAt: at,
  finishedAt: at,
  updatedAt: z.iso.datetime(),
  fault: z.string().nullable(),
})
export const linkCheckAnswer = z.object({
  fault: z.enum(LINK_FAULTS).nullable().meta({ description: 'What is wrong with stopping the mail; null: it works.' }),
  detail: z.string().nullable(),
  deadLinks: z.array(z.string()).meta({ description: 'Links of the mail that lead nowhere; they pause nothing.' }),
})
export const campaignAnswer = lineAnswer.extend({
  topic: named.nullable(),
  subject: z.string(),
  preheader: z.string(),
  mjml: z.string(),
  ...ownText,
  language: z.enum(MAIL_LANGUAGES),
  translations: z.array(
    z.object({
      ...{ language: z.enum(MAIL_LANGUAGES), subject: z.string(), preheader: z.string(), mjml: z.string() },
      ...ownText,
    }),
  ),
  pausedFrom: z
    .enum(['scheduled', 'ready'])
    .nullable()
    .meta({ description: 'Where a paused one goes on; null: sending.' }),
  linkCheck: linkCheckAnswer
    .extend({ checkedAt: z.iso.datetime(), failingSince: at, says: z.string().nullable() })
    .nullable()
    .meta({ description: 'What was found when its links were last followed; null before the first time.' }),
  /** Of what workflows send, where the campaign is ready for them. */
  version: z.int().nullable(),
  publishedAt: at,
})

const check = z
  .object({
    name: z.enum(CHECKS),
    note: z.string().nullable(),
    problems: z.array(
      z.object({
        path: z.enum(['purposeId', 'subject', 'preheader', 'mjml', 'plainText']),
        line: z.int().nullable(),
        message: z.string(),
        isWarning: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'CampaignCheck' })
export const previewAnswer = z.object({
  checks: z.array(check),
  mayPublish: z.boolean(),
  sender: z
    .object({
      ...{ id: z.uuid(), name: z.string(), email: z.string(), colour: z.string() },
      ink: z.string().meta({ description: 'What is read best on the colour.' }),
      look: brandLook.nullable().meta({ description: 'How its mails look; null where nothing was chosen.' }),
    })
    .nullable(),
  mail: z.object({ subject: z.string(), preheader: z.string(), html: z.string(), text: z.string() }).nullable(),
  madeText: z.string().meta({ description: 'The text part as the mail makes it, with its Liquid.' }),
  sms: z
    .object({
      from: z.string().nullable(),
      text: z.string(),
      encoding: z.enum(['gsm7', 'ucs2']),
      parts: z.int(),
      left: z.int(),
    })
    .nullable()
    .meta({ description: 'Of an SMS: as this person gets it, and in how many parts.' }),
  isTracked: z.boolean(),
  language: z
    .enum(MAIL_LANGUAGES)
    .nullable()
    .meta({ description: 'In which of the languages of the campaign this person gets it.' }),
})

export const reachAnswer = z.object({
  reach: z.object({ gets: z.int(), later: z.int(), never: z.int(), no: z.int() }).nullable(),
})
export const forecastAnswer = z.object({
  audience: z.int(),
  gets: z.int(),
  customers: z.int().meta({ description: 'Of those who get it, whom an earlier sale allows it for and not a yes.' }),
  not: z.array(z.object({ reason: z.enum(CAMPAIGN_REASONS), count: z.int() })),
  at: z.iso.datetime(),
  countedAt: z.iso.datetime(),
  ruleVersion: z.string(),
})
export const resultsAnswer = z.object({
  total: z.int(),
  parts: z.array(z.object({ status: z.enum(MESSAGE_STATES), reason: z.string().nullable(), count: z.int() })),
  returned: z.object({ hard: z.int(), soft: z.int(), message: z.int() }).meta({
    description: 'How many came back: for good, for now, and for what the mail is.',
  }),
  arrived: z
    .int()
    .nullable()
    .meta({ description: 'Of an SMS: how many gateways have told to have arrived. null of a mail.' }),
  tracked: z.int(),
  clicked: z.int(),
  links: z.array(z.object({ address: z.string(), people: z.int() })),
  counted: z
    .array(z.object({ address: z.string(), clicks: z.int() }))
    .meta({ description: 'Links followed by people who are not tracked: how often, never by whom.' }),
  countedAt: z.iso.datetime(),
})

export const pageQuery = { cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }
/** Words with commas between them; empty is everybody. */
const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item))
export const reasonsQuery = listOf(z.enum(CAMPAIGN_REASONS))
export const resultsQuery = {
  statuses: listOf(z.enum([...MESSAGE_STATES, 'clicked'])),
  reasons: listOf(z.string().max(50)),
}
export const peopleAnswer = z
  .object({
    title: z.string().nullable(),
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        detail: z.string().nullable(),
        state: z.enum(MARK_STATES),
        note: z.string(),
        at,
        why: z.string(),
      }),
    ),
    total: z.int(),
    next: z.uuid().nullable(),
  })
  .meta({ id: 'CampaignPeople' })
export const whyAnswer = z.object({
  person: z.object({ id: z.uuid(), name: z.string(), detail: z.string().nullable() }),
  state: z.enum(MARK_STATES),
  answer: z.string(),
  checks: z.array(
    z.object({ result: z.enum(['passed', 'decided', 'skipped']), title: z.string(), detail: z.string().nullable() }),
  ),
  said: z.array(z.object({ at: z.iso.datetime(), state: z.enum(MARK_STATES), text: z.string() })),
  saidHeading: z.string(),
  rules: z.string(),
  next: z.string().nullable(),
  at: z.iso.datetime(),
})
