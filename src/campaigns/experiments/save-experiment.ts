// Plans an experiment while the campaign is a draft: what differs, on how many it is tried, and how long one waits.
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { findGoal } from '../results/goal.ts'
import { lockCampaign } from '../save-campaign.ts'
import type { Metric } from './count-arms.ts'

export const EXPERIMENT_KINDS = ['subject', 'content', 'sender', 'time', 'hold_out'] as const
export type ExperimentKind = (typeof EXPERIMENT_KINDS)[number]
/** What a way does differently. The first way of an experiment is the campaign as it is, and not named here. */
export type NewVariant = {
  subject?: string | null | undefined
  preheader?: string | null | undefined
  mjml?: string | null | undefined
  plainText?: string | null | undefined
  plainTextOf?: string | null | undefined
  senderName?: string | null | undefined
  delayMinutes?: number | undefined
}
export type NewExperiment = {
  kind: ExperimentKind
  metric: Metric
  testShare: number
  holdOutShare: number
  deadlineHours: number
  others: NewVariant[]
}

/** Ways at most, the first among them. More divide the people so far that nothing is ever decided. */
export const MOST_VARIANTS = 5

/** Saves the plan anew. `key` places people: 32 random bytes. Throws `conflict` where the campaign is no draft. */
export async function saveExperiment(
  db: Db,
  campaignId: string,
  plan: NewExperiment,
  key: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockDraft(tx, campaignId)
    if ((await tx.campaign.count({ where: { id: campaignId, channel: 'email' } })) === 0)
      throw new DomainError('conflict', 'Only mails can be compared with each other. An SMS goes out as it is.')
    const faults = findFaults(plan)
    if (plan.metric === 'converted' && (await findGoal(tx, campaignId)).eventType === null)
      faults.push({ path: 'metric', message: 'The campaign has no goal. Choose one first, or compare clicks.' })
    if (faults.length > 0)
      throw new DomainError('invalid', 'The experiment is not complete. Correct what is named here.', { faults })
    await tx.experiment.deleteMany({ where: { campaignId } })
    const { others, ...shares } = plan
    await tx.experiment.create({
      data: {
        ...{ campaignId, key, ...shares },
        variants: {
          create: [
            { position: 0 },
            ...others.map((one, index) => ({ position: index + 1, ...onlyOf(plan.kind, one) })),
          ],
        },
      },
    })
  })
}

/** Takes the plan away; the campaign is sent to everybody as it is. */
export async function removeExperiment(db: Db, campaignId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockDraft(tx, campaignId)
    await tx.experiment.deleteMany({ where: { campaignId } })
  })
}

async function lockDraft(tx: Transaction, id: string): Promise<void> {
  const { status } = await lockCampaign(tx, id, 'edit')
  if (status !== 'draft')
    throw new DomainError(
      'conflict',
      'An experiment is planned while the campaign is a draft. Take it back, or copy it.',
    )
}

/** Only what this kind is about: a way that differs in two things tells nothing of either. */
function onlyOf(kind: ExperimentKind, said: NewVariant) {
  const { subject, preheader, mjml, plainText, plainTextOf, senderName, delayMinutes = 0 } = said
  switch (kind) {
    case 'subject':
      return { subject: subject ?? '', preheader: preheader ?? null }
    case 'content':
      return { mjml: mjml ?? '', plainText: plainText ?? null, plainTextOf: plainTextOf ?? null }
    case 'sender':
      return { senderName: senderName ?? '' }
    case 'time':
      return { delayMinutes }
    case 'hold_out':
      return {}
    default:
      return kind satisfies never
  }
}

function findFaults({ kind, testShare, holdOutShare, others }: NewExperiment): { path: string; message: string }[] {
  if (kind === 'hold_out')
    return [
      ...(holdOutShare > 0 ? [] : [{ path: 'holdOutShare', message: 'Say how many in a hundred get nothing.' }]),
      ...(testShare === 100 ? [] : [{ path: 'testShare', message: 'With one way alone everybody else gets it.' }]),
      ...(others.length === 0 ? [] : [{ path: 'others', message: 'To hold people out there is one way alone.' }]),
    ]
  if (others.length === 0) return [{ path: 'others', message: 'Add a way that differs.' }]
  const missing = { subject: 'subject', content: 'mjml', sender: 'senderName', time: 'delayMinutes' } as const
  return others.flatMap((one, index) =>
    one[missing[kind]]
      ? []
      : [{ path: `others.${index}.${missing[kind]}`, message: 'Say what this way does differently.' }],
  )
}
