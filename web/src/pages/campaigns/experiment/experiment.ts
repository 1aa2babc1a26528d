// What the server answers about the experiment of a campaign, and how it is asked. The shapes are the server's own.
import { queryOptions } from '@tanstack/react-query'
import { del, get, post, put } from '../../../api.ts'
import type { Campaign, OwnText } from '../campaigns.ts'

export const KINDS = ['subject', 'content', 'sender', 'time', 'hold_out'] as const
export type Kind = (typeof KINDS)[number]
export type Metric = 'clicked' | 'converted'
/** In shares of one. */
export type Interval = { estimate: number; from: number; to: number }
/** With a handful of people everything between never and always is possible: that is no interval to read. */
export const saysAnything = ({ from, to }: Interval): boolean => from > -1 && to < 1
export type Arm = { people: number; successes: number }
export type Way = OwnText & {
  subject: string | null
  preheader: string | null
  mjml: string | null
  senderName: string | null
  delayMinutes: number
}
export type Variant = Way & Arm & { position: number; letter: string; difference: Interval | null }
type Shares = { kind: Kind; metric: Metric; testShare: number; holdOutShare: number; deadlineHours: number }
export type Experiment = Shares & {
  state: 'planned' | 'testing' | 'decided'
  winner: number | null
  decidedBy: 'evidence' | 'deadline' | 'person' | null
  decidedAt: string | null
  deadlineAt: string | null
  variants: Variant[]
  waiting: number
  heldOut: Arm | null
  got: Arm | null
  effect: Interval | null
  fewest: number
}
export type Plan = Shares & { others: Way[] }

/** ms between counts while it is tried: it is decided once a minute at most. */
const LIVE_MS = 15_000

export const experimentQuery = ({ id, status }: Campaign) =>
  queryOptions({
    queryKey: ['campaign', id, 'experiment', status],
    queryFn: async ({ signal }) =>
      (await get<{ experiment: Experiment | null }>(`/campaigns/${id}/experiment`, signal)).experiment,
    refetchInterval: ({ state }) => (state.data?.state === 'testing' ? LIVE_MS : false),
  })
export const saveExperiment = (id: string, plan: Plan) => put(`/campaigns/${id}/experiment`, plan)
export const removeExperiment = (id: string) => del(`/campaigns/${id}/experiment`)
export const chooseVariant = (id: string, position: number) => post(`/campaigns/${id}/experiment/choose`, { position })

const NEW_WAY: Way = {
  ...{ subject: null, preheader: null, mjml: null, plainText: null, plainTextOf: null },
  ...{ senderName: null, delayMinutes: 0 },
}
/** Another way to say it, before anything was written. Contents begin with what there is. */
export const newWay = (kind: Kind, campaign: Campaign): Way => ({
  ...NEW_WAY,
  ...(kind === 'content' && { mjml: campaign.mjml }),
  ...(kind === 'time' && { delayMinutes: 180 }),
})
export const emptyPlan = (campaign: Campaign): Plan => ({
  ...{ kind: 'subject', metric: 'clicked', testShare: 30, holdOutShare: 0, deadlineHours: 24 },
  others: [newWay('subject', campaign)],
})
export const planOf = ({ kind, metric, testShare, holdOutShare, deadlineHours, variants }: Experiment): Plan => ({
  ...{ kind, metric, testShare, holdOutShare, deadlineHours },
  others: variants.slice(1).map(({ subject, preheader, mjml, plainText, plainTextOf, senderName, delayMinutes }) => ({
    ...{ subject, preheader, mjml, plainText, plainTextOf, senderName, delayMinutes },
  })),
})
