// Audiences with a webhook: the clock exports each once an hour, and sends what its receiver has not taken yet. Signed as
// every webhook is; what it holds are hashes of addresses of people who allow it, and of those who are to be removed.
import { type Attempt, postWebhook, reachOf, secretsOf } from '../../consent/index.ts'
import type { Db } from '../../platform/database.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import type { Services } from '../../platform/services.ts'
import { exportAudience, takeOver } from './export-audience.ts'
import { type Part, readExport } from './read-export.ts'

type Sender = Pick<Services, 'db' | 'config' | 'now'>

/** Exports every audience with a webhook, those that were stopped until they are empty. */
export async function sendAudiences(services: Sender, stopping?: AbortSignal): Promise<void> {
  const audiences = await services.db.adAudience.findMany({ where: { url: { not: null } } })
  for (const { id, stoppedAt } of audiences) {
    if (stopping?.aborted) return
    if (stoppedAt === null || !(await isEmptied(services.db, id))) await sendAudience(services, id, null)
  }
}

/** Nothing stands there any more, and the receiver knows it. */
async function isEmptied(db: Db, audienceId: string): Promise<boolean> {
  const members = await db.adMember.count({ where: { audienceId, removedIn: null } })
  return members === 0 && (await db.adExport.count({ where: { audienceId, takenOverAt: null } })) === 0
}

/** Exports one audience and sends what is not taken over yet, the oldest first. Answers the last answer. */
export async function sendAudience({ db, config, now }: Sender, audienceId: string, by: string | null) {
  const exported = await exportAudience(db, audienceId, by, now())
  const audience = await db.adAudience.findUniqueOrThrow({ where: { id: audienceId } })
  const { url, secret, platform, purposeId } = audience
  if (url === null || secret === null) return { ...exported, answer: null }
  const target = { id: audienceId, url, secret, formerSecret: null, formerUntil: null }
  const waiting = await db.adExport.findMany({ where: { audienceId, takenOverAt: null }, orderBy: { at: 'asc' } })
  let answer: string | null = null
  for (const { id } of waiting) {
    const parts = (part: Part) => readExport(db, part, { id, audienceId, purposeId, at: now() })
    let number = 0
    const send = async (part: Part, people: unknown[]): Promise<Attempt> => {
      const timestamp = now()
      const body = JSON.stringify({
        type: `audience.${part}`,
        timestamp,
        data: { audienceId, exportId: id, platform, people },
      })
      const message = { id: `msg_${id}_${number++}`, body }
      return postWebhook(
        { url, secrets: secretsOf(target, config.secretKey, timestamp), reach: reachOf(config) },
        message,
        timestamp,
      )
    }
    // Removals go first: who has said no must not wait for those who said yes.
    for (const part of ['remove', 'add'] as const)
      for await (const people of parts(part)) {
        const attempt = await send(part, people)
        answer = attempt.answer
        if (attempt.isTaken) continue
        await db.adExport.update({ where: { id }, data: { answer } })
        return { ...exported, answer }
      }
    await db.adExport.update({ where: { id }, data: { answer } })
    await takeOver(db, audienceId, id, now())
  }
  return { ...exported, answer }
}

export const adAudienceJob: Job = defineJob({
  name: 'campaigns.send-ad-audiences',
  every: '1 hour',
  run: (services, _data, stopping) => sendAudiences(services, stopping),
})
