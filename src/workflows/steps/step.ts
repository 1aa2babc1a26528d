// What every kind of step is given and gives back. A step decides where each person goes; take-steps.ts moves them.
import type { Transaction } from '../../platform/database.ts'

/** A person who stands at a step that is to be taken now. */
export type Person = {
  contactId: string
  enrolmentId: string
  /** The fact that let them in. */
  eventId: string
}

export type StepContext = { tx: Transaction; now: Date; workflowId: string; workflowName: string; stepKey: string }

/** What happened to one person at the step. `next` is null where the person leaves the workflow here. */
export type Taken = {
  person: Person
  outcome: string
  next: string | null
  detail?: Record<string, unknown>
}

/** Takes the step for these people at once, in as few statements as it can. May throw: they are then parked. */
export type TakeStep<Step> = (context: StepContext, step: Step, people: readonly Person[]) => Promise<Taken[]>
