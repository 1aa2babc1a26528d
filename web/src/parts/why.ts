// What a Why answers, and what a list of people behind a number answers. The server's shapes; the drawers draw them and add nothing.
import type { ConsentState } from './consent-state.ts'

/** GET of a people path: `{ items, total, next }`. `cursor` is added to ask for what follows. */
export type PeoplePage = {
  /** What they have in common, in words: "388 who withdrew". */
  title?: string | null
  items: PersonRow[]
  total: number
  next: string | null
}

export type PersonRow = {
  id: string
  name: string
  /** Title and company. */
  detail?: string | null
  state?: ConsentState | null
  /** Why they are in this list, in a few words. */
  note?: string | null
  at?: string | null
  /** The decision about this person, as a path below /api that answers a WhyAnswer. */
  why?: string | null
}

/** GET of a Why path: the answer in one sentence, the checks in the order they were made, and what the person has said. */
export type WhyAnswer = {
  person: { id: string; name: string; detail?: string | null }
  state: ConsentState
  answer: string
  /** Exactly one has decided; those after it were not looked at. */
  checks: { result: 'passed' | 'decided' | 'skipped'; title: string; detail?: string | null }[]
  /** What the person has said before, newest first. `receipt` is a page of the app or of the server. */
  said: { at: string; state: ConsentState; text: string; receipt?: string | null }[]
  saidHeading?: string | null
  /** The rules and their version, and what it was decided from. */
  rules?: string | null
  /** What may be done next, if anything. */
  next?: string | null
  /** The moment the answer is for. */
  at: string
}
