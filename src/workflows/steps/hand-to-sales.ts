// Hands each person to a seller. Sales asks the one decision; without a yes there is no lead, and the person goes on.
import { z } from 'zod'
import { DomainError } from '../../platform/errors.ts'
import { type Fact, handToSales } from '../../sales/index.ts'
import { findEntryFacts } from '../entry-facts.ts'
import type { Taken, TakeStep } from './step.ts'

export const handToSalesSchema = z.strictObject({ kind: z.literal('hand_to_sales'), next: z.string().nullable() })
export type HandToSalesStep = z.infer<typeof handToSalesSchema>

export const takeHandToSales: TakeStep<HandToSalesStep> = async ({ tx, now, workflowId }, step, people) => {
  const facts: Map<string, Fact> = await findEntryFacts(tx, people)
  const taken: Taken[] = []
  for (const person of people) {
    const { contactId, enrolmentId } = person
    const answer = await handToSales(tx, { contactId, enrolmentId, workflowId, because: facts.get(enrolmentId) }, now)
    if (answer.outcome === 'no_seller')
      throw new DomainError('conflict', 'There is no seller to hand over to. Add one, then let them go on.')
    const { outcome, ...detail } = answer
    taken.push({ person, outcome, next: step.next, detail })
  }
  return taken
}
