// The campaigns and the workflow of the demo company, made as a marketer would: a draft, checked, published.
import { createHash } from 'node:crypto'
import {
  beginTranslation,
  changeTranslation,
  createCampaign,
  makeReady,
  saveExperiment,
  saveGoal,
  scheduleCampaign,
} from '../campaigns/index.ts'
import type { Db } from '../platform/index.ts'
import { createWorkflow, type Definition, publishWorkflow, saveDraft } from '../workflows/index.ts'
import { HOUR_MS } from './invent-people.ts'
import { MAILS, type MailPlan, REMINDER, WINTER_SV } from './mails.ts'
import { FORM_KEY } from './make-company.ts'

/** Points, heat and fit together, from which sales is told. */
const KEEN_ENOUGH = 28
/** Days between the thanks and the look at the score. */
const WAIT_DAYS = 3

async function makeCampaign(db: Db, mail: MailPlan, segment: string | null, at: Date): Promise<string> {
  const { purpose, ...draft } = mail
  const { id: purposeId } = await db.purpose.findUniqueOrThrow({ where: { key: purpose } })
  const segmentId = segment && (await db.segment.findFirstOrThrow({ where: { name: segment } })).id
  return (await createCampaign(db, { ...draft, purposeId, segmentId }, at)).id
}

/** What mails of this company are for. */
const MEETING = { eventType: 'meeting.booked', withinDays: 14, valueProperty: 'value' }

/** Two subjects, tried on most of the audience, with some held out: scheduled for `at`, and due then. */
export async function scheduleTrial(db: Db, at: Date): Promise<void> {
  const id = await makeCampaign(db, MAILS.steps, 'Alle', at)
  await saveGoal(db, id, MEETING)
  const shares = { testShare: 70, holdOutShare: 15, deadlineHours: 24 }
  const others = [{ subject: 'Hva koster det å vente til januar?' }]
  // The same company each time: whoever is held out is so in every demo of this seed.
  const key = new Uint8Array(createHash('sha256').update('two subjects').digest())
  await saveExperiment(db, id, { kind: 'subject', metric: 'converted', ...shares, others }, key)
  await scheduleCampaign(db, id, at, at)
}

/** The campaign that went out some weeks ago: scheduled for `at`, and due then. */
export async function scheduleGuide(db: Db, at: Date): Promise<void> {
  const id = await makeCampaign(db, MAILS.guide, 'Eiendom og industri, Skandinavia', at)
  await saveGoal(db, id, MEETING)
  await scheduleCampaign(db, id, at, at)
}

/** An SMS that reminds of a course: scheduled for `at`, and due then. */
export async function scheduleReminder(db: Db, at: Date): Promise<void> {
  const { purpose, text, name } = REMINDER
  const { id: purposeId } = await db.purpose.findUniqueOrThrow({ where: { key: purpose } })
  const { id: segmentId } = await db.segment.findFirstOrThrow({ where: { name: 'Alle' } })
  const { id } = await createCampaign(
    db,
    { name, purposeId, segmentId, channel: 'sms', mjml: text, language: 'nb' },
    at,
  )
  await scheduleCampaign(db, id, at, at)
}

/** A draft in two languages that waits for its forecast, and one that goes out in two hours, on the hour. */
export async function makeWhatComes(db: Db, now: Date): Promise<void> {
  const written = new Date(+now - 20 * HOUR_MS)
  const winter = await makeCampaign(db, MAILS.winter, 'Eiendom og industri, Skandinavia', written)
  await beginTranslation(db, winter, 'sv', written)
  await changeTranslation(db, { id: winter, language: 'sv' }, WINTER_SV, written)
  const webinar = await makeCampaign(db, MAILS.webinar, 'Norge', new Date(+now - 44 * HOUR_MS))
  await scheduleCampaign(db, webinar, new Date((Math.floor(+now / HOUR_MS) + 2) * HOUR_MS), now)
}

/** The workflow behind the form, live from `at`. */
export async function makeFollowUp(db: Db, at: Date): Promise<void> {
  const thanks = await makeCampaign(db, MAILS.thanks, null, at)
  const story = await makeCampaign(db, MAILS.story, null, at)
  for (const id of [thanks, story]) await makeReady(db, id, at)
  const id = await createWorkflow(db, 'Heat audit follow-up', at)
  const saved = new Date(+at + 1000)
  await saveDraft(db, id, { name: 'Heat audit follow-up', draft: followUp(thanks, story), basedOn: at }, saved)
  await publishWorkflow(db, id, { publishedBy: null, now: saved })
}

const followUp = (thanks: string, story: string): Definition => ({
  format: 1,
  triggers: [{ kind: 'form.submitted', formKey: FORM_KEY }],
  reentry: 'once',
  start: 'thanks',
  steps: {
    thanks: { kind: 'send_campaign', campaignId: thanks, next: 'pause' },
    pause: { kind: 'wait', amount: WAIT_DAYS, unit: 'days', next: 'keen' },
    keen: {
      kind: 'branch',
      branches: [
        { name: `${KEEN_ENOUGH} or more`, conditions: [{ kind: 'score', atLeast: KEEN_ENOUGH }], next: 'sales' },
      ],
      otherwise: 'story',
    },
    sales: { kind: 'hand_to_sales', next: 'end' },
    story: { kind: 'send_campaign', campaignId: story, next: 'end' },
    end: { kind: 'end' },
  },
})
