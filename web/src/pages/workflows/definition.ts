// The shape of a definition, as the server stores it and the editor changes it.
import type { Channel } from '../../words/parts.ts'

export type Condition =
  | { kind: 'field'; field: string; operator: Operator; value: string }
  | { kind: 'score'; atLeast: number }
  | { kind: 'yes'; purposeId: string | null; channel: Channel }
  | { kind: 'event'; type: string; withinDays: number }
export const OPERATORS = ['is', 'is_not', 'contains', 'at_least', 'at_most', 'is_known', 'is_unknown'] as const
export type Operator = (typeof OPERATORS)[number]

export const OTHER_WAYS = ['web', 'seller', 'paper'] as const
export type OtherWay = (typeof OTHER_WAYS)[number]

export type Branch = { name: string; conditions: Condition[]; next: string | null }
export type Step =
  | { kind: 'wait'; amount: number; unit: 'hours' | 'days'; next: string | null }
  | { kind: 'branch'; branches: Branch[]; otherwise: string | null }
  | { kind: 'send_campaign'; campaignId: string | null; next: string | null }
  | {
      kind: 'ask_consent'
      purposeId: string | null
      channel: Channel
      /** Under which purpose a mail may ask; null: never by mail. */
      mailUnder: string | null
      otherwise: OtherWay
      next: string | null
    }
  | { kind: 'hand_to_sales'; next: string | null }
  | { kind: 'end' }
export type StepKind = Step['kind']
export const STEP_KINDS = [
  'send_campaign',
  'wait',
  'branch',
  'ask_consent',
  'hand_to_sales',
  'end',
] as const satisfies StepKind[]

export type Trigger =
  | { kind: 'form.submitted'; formKey: string }
  | { kind: 'consent.given'; purposeId: string | null; channel: Channel }
  | { kind: 'consent.ending'; purposeId: string | null; channel: Channel; days: number }
  | { kind: 'score.crossed'; threshold: number }

export type Definition = {
  format: 1
  triggers: Trigger[]
  reentry: 'once' | 'again'
  start: string | null
  steps: Record<string, Step>
}

/** The key of the node that stands for what lets people in. */
export const START = 'start'
