// Every kind of step, once each. A new kind does not compile until it is here.
import type { Step } from '../definition.ts'
import { takeAskConsent } from './ask-consent.ts'
import { takeBranch } from './branch.ts'
import { takeEnd } from './end.ts'
import { takeHandToSales } from './hand-to-sales.ts'
import { takeSendCampaign } from './send-campaign.ts'
import type { Person, StepContext, Taken } from './step.ts'
import { takeWait, waitMs } from './wait.ts'

/** Takes a step for these people. */
export async function takeStep(context: StepContext, step: Step, people: readonly Person[]): Promise<Taken[]> {
  switch (step.kind) {
    case 'wait':
      return takeWait(context, step, people)
    case 'branch':
      return takeBranch(context, step, people)
    case 'send_campaign':
      return takeSendCampaign(context, step, people)
    case 'ask_consent':
      return takeAskConsent(context, step, people)
    case 'hand_to_sales':
      return takeHandToSales(context, step, people)
    case 'end':
      return takeEnd(context, step, people)
    default:
      return step satisfies never
  }
}

/** How long somebody who arrives at a step stands there before it is taken, in ms. */
export const delayMs = (step: Step): number => (step.kind === 'wait' ? waitMs(step) : 0)

/** When a step is due for somebody who arrives at it now. */
export const dueAt = (step: Step, now: Date): Date => new Date(+now + delayMs(step))
