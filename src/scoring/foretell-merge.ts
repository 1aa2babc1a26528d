// What a merge means for scores: each keeps what they did, so the other's score is set aside and comes back if it is undone.
import type { MergeForeteller } from '../consent/index.ts'

export const foretellScore: MergeForeteller = async (db, _keepId, otherId) => {
  const score = await db.score.findUnique({ where: { contactId: otherId } })
  return score ? [{ kind: 'score', name: null, outcome: 'set_aside' }] : []
}
