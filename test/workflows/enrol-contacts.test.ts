import { beforeEach, describe, expect, it } from 'vitest'
import { recordConsent } from '../../src/consent/index.ts'
import { recordEvents, registerEventConsumers } from '../../src/contacts/index.ts'
import { newId } from '../../src/platform/id.ts'
import { enrolContacts, takeDueSteps } from '../../src/workflows/index.ts'
import { pauseWorkflow, resumeWorkflow } from '../../src/workflows/publish-workflow.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { define, FORM, makeForm, publish, republish, submitForm } from './published.ts'

const { db } = await testDatabase()
const news = await makePurpose(db)
await makeForm(db, news.brandId)
registerEventConsumers([enrolContacts])

const wait = { pause: { kind: 'wait', amount: 3, unit: 'days', next: 'last' }, last: { kind: 'end' } } as const
const enrolmentsOf = (contactId: string) =>
  db.enrolment.findMany({ where: { contactId }, orderBy: { enteredAt: 'asc' } })

beforeEach(async () => {
  await db.workflow.updateMany({ where: { status: 'published' }, data: { status: 'paused' } })
})

describe('coming into a workflow', () => {
  it('happens by a form, and waits from that moment where the first step is a wait', async () => {
    const workflowId = await publish(db, define(wait))
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    expect(await enrolmentsOf(contact.id)).toMatchObject([
      { workflowId, version: 1, status: 'active', step: 'pause', dueAt: new Date(+NOON + 3 * DAY_MS), enteredAt: NOON },
    ])
  })

  it('happens by a yes, whoever else fills in forms', async () => {
    const triggers = [{ kind: 'consent.given', purposeId: news.id, channel: 'email' }] as const
    await publish(db, define(wait, { triggers: [...triggers] }))
    const [willing, other] = [await makeContact(db), await makeContact(db)]
    await grant(db, willing.id, news.id)
    await submitForm(db, other.id)
    expect(await enrolmentsOf(willing.id)).toHaveLength(1)
    expect(await enrolmentsOf(other.id)).toHaveLength(0)
  })

  it('happens by a score, at the threshold that was named', async () => {
    await publish(db, define(wait, { triggers: [{ kind: 'score.crossed', threshold: 60 }] }))
    const crossed = async (threshold: number) => {
      const contact = await makeContact(db)
      const fact = {
        contactId: contact.id,
        type: 'score.crossed',
        occurredAt: NOON,
        source: 'scoring',
        properties: { threshold },
      }
      await recordEvents(db, [fact], NOON)
      return enrolmentsOf(contact.id)
    }
    expect(await crossed(60)).toHaveLength(1)
    expect(await crossed(40)).toHaveLength(0)
  })

  it('happens once for the same fact, for two in one batch, and for two at the same time', async () => {
    await publish(db, define(wait, { reentry: 'again' }))
    const contact = await makeContact(db)
    const id = newId(NOON)
    await submitForm(db, contact.id, { id })
    await submitForm(db, contact.id, { id })
    const batch = [1, 2].map(() => ({
      contactId: contact.id,
      type: 'form.submitted',
      occurredAt: NOON,
      source: 'form',
      properties: { formKey: FORM },
    }))
    await recordEvents(db, batch, NOON)
    await Promise.all([1, 2, 3].map(() => submitForm(db, contact.id)))
    expect(await enrolmentsOf(contact.id)).toHaveLength(1)
  })

  it('lets somebody who has left come again, only where the workflow says so', async () => {
    const end = { last: { kind: 'end' } } as const
    const [once, again] = [await publish(db, define(end)), await publish(db, define(end, { reentry: 'again' }))]
    const contact = await makeContact(db)
    for (const hour of [0, 1, 2]) {
      const now = new Date(+NOON + hour * 3_600_000)
      await submitForm(db, contact.id, { now })
      await takeDueSteps(db, now)
    }
    const workflows = (await enrolmentsOf(contact.id)).map((enrolment) => enrolment.workflowId)
    expect(workflows.filter((id) => id === once)).toHaveLength(1)
    expect(workflows.filter((id) => id === again)).toHaveLength(3)
  })

  it('is closed while the workflow is paused', async () => {
    const id = await publish(db, define(wait))
    await pauseWorkflow(db, id)
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    expect(await enrolmentsOf(contact.id)).toHaveLength(0)
    await resumeWorkflow(db, id)
    await submitForm(db, contact.id)
    expect(await enrolmentsOf(contact.id)).toHaveLength(1)
  })

  it('leads into the newest version; whoever is inside stays on theirs', async () => {
    const id = await publish(db, define(wait))
    const [early, late] = [await makeContact(db), await makeContact(db)]
    await submitForm(db, early.id)
    await republish(db, id, define({ ...wait, pause: { ...wait.pause, amount: 9 } }))
    await submitForm(db, late.id)
    expect(await enrolmentsOf(early.id)).toMatchObject([{ version: 1, dueAt: new Date(+NOON + 3 * DAY_MS) }])
    expect(await enrolmentsOf(late.id)).toMatchObject([{ version: 2, dueAt: new Date(+NOON + 9 * DAY_MS) }])
  })

  it('ends when the contact is erased', async () => {
    await publish(db, define(wait))
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    const erased = {
      purposeId: null,
      channel: null,
      type: 'erased',
      method: 'staff',
      actor: 'staff',
      textId: null,
    } as const
    await recordConsent(db, [{ ...erased, contactId: contact.id, occurredAt: NOON, evidence: {} }], NOON)
    expect(await enrolmentsOf(contact.id)).toMatchObject([{ status: 'done', leftAt: NOON, dueAt: null }])
    expect(await db.enrolmentStep.findMany({ where: { contactId: contact.id } })).toMatchObject([{ outcome: 'erased' }])
  })
})
