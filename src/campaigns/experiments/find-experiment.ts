// An experiment as it is planned, and what it has brought so far, never without how sure one may be.
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { countArms, countHeldOut, type Metric } from './count-arms.ts'
import type { DecidedBy } from './decide-experiments.ts'
import { letterOf } from './publish-variants.ts'
import type { ExperimentKind } from './save-experiment.ts'
import { type Arm, compareShares, FEWEST_PEOPLE, type Interval, judgeArms } from './sequential.ts'

export type ExperimentVariant = Arm & {
  position: number
  letter: string
  subject: string | null
  preheader: string | null
  mjml: string | null
  plainText: string | null
  plainTextOf: string | null
  senderName: string | null
  delayMinutes: number
  /** Against the first. */
  difference: Interval | null
}
export type ExperimentAnswer = {
  kind: ExperimentKind
  metric: Metric
  testShare: number
  holdOutShare: number
  deadlineHours: number
  state: 'planned' | 'testing' | 'decided'
  winner: number | null
  decidedBy: DecidedBy | null
  decidedAt: Date | null
  /** When the rest goes out at the latest; null before it begins. */
  deadlineAt: Date | null
  variants: ExperimentVariant[]
  /** In line until it is decided. */
  waiting: number
  /** Allowed and held out, and allowed and sent: how many did what was hoped for. null without a goal, or nobody held out. */
  heldOut: Arm | null
  got: Arm | null
  effect: Interval | null
  /** People in each way before anything is decided. */
  fewest: number
}

const HOUR_MS = 3_600_000

/** null where the campaign has no experiment. */
export async function findExperiment(db: Db, campaignId: string): Promise<ExperimentAnswer | null> {
  const campaign = found(await db.campaign.findUnique({ where: { id: campaignId } }), 'campaign')
  const experiment = await db.experiment.findUnique({
    where: { campaignId },
    include: { variants: { orderBy: { position: 'asc' } } },
  })
  if (!experiment) return null
  const { variants, key: _, checkedAt: __, campaignId: ___, ...plan } = experiment
  const arms = await countArms(db, experiment)
  const verdict = judgeArms(arms)
  const compared = experiment.holdOutShare > 0 ? await countHeldOut(db, campaignId) : undefined
  const waiting = await db.message.count({
    where: { campaignId, status: 'queued', batchId: { in: await findWaitingBatches(db, campaignId) } },
  })
  return {
    ...(plan as Pick<ExperimentAnswer, keyof typeof plan>),
    deadlineAt: campaign.startedAt && new Date(+campaign.startedAt + experiment.deadlineHours * HOUR_MS),
    variants: variants.map(({ campaignId: _of, contentId: _content, ...variant }, index) => ({
      ...variant,
      letter: letterOf(variant.position),
      ...(arms[index] ?? { people: 0, successes: 0 }),
      difference: verdict.differences[index] ?? null,
    })),
    waiting,
    heldOut: compared?.heldOut ?? null,
    got: compared?.got ?? null,
    effect: (compared && compareShares(compared.heldOut, compared.got)) ?? null,
    fewest: FEWEST_PEOPLE,
  }
}

const findWaitingBatches = async (db: Db, campaignId: string): Promise<string[]> =>
  (await db.messageBatch.findMany({ where: { campaignId, status: 'waiting' }, select: { id: true } })).map(
    ({ id }) => id,
  )
