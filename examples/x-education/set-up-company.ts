// The company of the example: who speaks, what can be said yes to, how points are given, who sells, and one published
// workflow: enquiry → mail → a day → who is keen enough? → sales.
import { createHash } from 'node:crypto'
import { createCampaign, makeReady } from '../../src/campaigns/index.ts'
import { createField } from '../../src/contacts/index.ts'
import type { PrismaClient } from '../../src/platform/prisma/client.ts'
import { createRule } from '../../src/scoring/index.ts'
import { createWorkflow, publishWorkflow, saveDraft } from '../../src/workflows/index.ts'

export const FORM_KEY = 'enquiry'
/** Points (heat and fit) from which somebody goes to sales. */
export const KEEN_FROM = 30

const PURPOSES = [
  {
    key: 'newsletter',
    name: 'Newsletter',
    kind: 'marketing',
    channels: ['email'],
    text: 'Mails about courses. You can stop them in every mail.',
  },
  {
    key: 'share_with_sales',
    name: 'Share with sales',
    kind: 'sales',
    channels: ['email'],
    text: 'An adviser sees what you are interested in and writes to you.',
  },
  {
    key: 'phone_follow_up',
    name: 'Phone follow-up',
    kind: 'phone',
    channels: ['phone'],
    text: 'An adviser calls you.',
  },
  {
    key: 'tracking',
    name: 'Tracking',
    kind: 'tracking',
    channels: ['email', 'web'],
    text: 'We see which of our pages you read.',
  },
  {
    key: 'profiling',
    name: 'Profiling',
    kind: 'profiling',
    channels: ['web'],
    text: 'We give points for what you do with us.',
  },
] as const
const FIELDS = [
  ['occupation', 'Occupation', 'text'],
  ['specialization', 'Specialization', 'text'],
  ['origin', 'Lead origin', 'text'],
  ['source', 'Lead source', 'text'],
  ['visits', 'Visits', 'number'],
  ['seconds_on_site', 'Seconds on the site', 'number'],
] as const
const SELLERS = ['Asta', 'Birk', 'Cato']

export type Company = { campaignId: string; purposes: Map<string, string> }

export async function setUpCompany(db: PrismaClient, now: Date): Promise<Company> {
  const purposes = await makePurposes(db)
  for (const [key, label, type] of FIELDS) await createField(db, { key, label, type, choices: [] })
  await makeRules(db)
  for (const name of SELLERS)
    await db.appUser.create({ data: { name, email: `${name.toLowerCase()}@x-education.example`, role: 'seller' } })
  const campaignId = await makeCampaign(db, purposes.get('newsletter') ?? '', now)
  await publishEnquiryWorkflow(db, campaignId, now)
  return { campaignId, purposes }
}

async function makePurposes(db: PrismaClient): Promise<Map<string, string>> {
  const brand = await db.brand.create({
    data: {
      name: 'X Education',
      senderName: 'X Education',
      senderEmail: 'courses@x-education.example',
      postalAddress: '1 Example Road, 0001 Example',
      privacyEmail: 'privacy@x-education.example',
    },
  })
  await db.form.create({
    data: { key: FORM_KEY, name: 'Enquiry', brandId: brand.id, questions: [], asks: [], thanks: 'Thank you.' },
  })
  const made = new Map<string, string>()
  for (const [position, { text, channels, ...purpose }] of PURPOSES.entries()) {
    const { id } = await db.purpose.create({
      data: { ...purpose, channels: [...channels], brandId: brand.id, position },
    })
    const hash = createHash('sha256').update(text).digest()
    const effectiveFrom = new Date('2024-01-01')
    await db.purposeText.create({
      data: { purposeId: id, language: 'en', version: 1, name: purpose.name, text, hash, effectiveFrom },
    })
    made.set(purpose.key, id)
  }
  return made
}

async function makeRules(db: PrismaClient): Promise<void> {
  const trait = (name: string, field: string, operator: 'is' | 'at_least', value: string, points: number) =>
    createRule(db, { kind: 'fit', name, conditions: [{ field, operator, value }], points })
  const behaviour = (name: string, eventType: string, points: number, dailyCap: number | null) =>
    createRule(db, { kind: 'behaviour', name, eventType, conditions: [], points, dailyCap })
  await behaviour('Read a page', 'page.viewed', 2, 6)
  await behaviour('Sent an enquiry', 'form.submitted', 10, null)
  await trait('Works', 'fields.occupation', 'is', 'Working Professional', 12)
  await trait('Came by the long form', 'fields.origin', 'is', 'Lead Add Form', 8)
  await trait('Was recommended', 'fields.source', 'is', 'Reference', 6)
  await trait('Stayed over 15 minutes', 'fields.seconds_on_site', 'at_least', '900', 6)
}

async function makeCampaign(db: PrismaClient, purposeId: string, now: Date): Promise<string> {
  const { id } = await createCampaign(
    db,
    { name: 'Thank you for asking', purposeId, subject: 'Which course fits you?' },
    now,
  )
  await makeReady(db, id, now)
  return id
}

async function publishEnquiryWorkflow(db: PrismaClient, campaignId: string, now: Date): Promise<void> {
  const id = await createWorkflow(db, 'Enquiry follow-up', now)
  const { updatedAt } = await db.workflow.findUniqueOrThrow({ where: { id } })
  await saveDraft(
    db,
    id,
    {
      name: 'Enquiry follow-up',
      basedOn: updatedAt,
      draft: {
        format: 1,
        triggers: [{ kind: 'form.submitted', formKey: FORM_KEY }],
        reentry: 'once',
        start: 'thank',
        steps: {
          thank: { kind: 'send_campaign', campaignId, next: 'a_day' },
          a_day: { kind: 'wait', amount: 1, unit: 'days', next: 'keen' },
          keen: {
            kind: 'branch',
            branches: [
              {
                name: `${KEEN_FROM} points or more`,
                conditions: [{ kind: 'score', atLeast: KEEN_FROM }],
                next: 'sales',
              },
            ],
            otherwise: 'end',
          },
          sales: { kind: 'hand_to_sales', next: 'end' },
          end: { kind: 'end' },
        },
      },
    },
    now,
  )
  await publishWorkflow(db, id, { publishedBy: null, now })
}
