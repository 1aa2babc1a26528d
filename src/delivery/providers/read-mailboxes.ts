// Looks into every mailbox that was entered, once a minute, and notes how far it was read and what stood in the way.
import { linkKey } from '../../consent/index.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import type { Services } from '../../platform/services.ts'
import { readMailbox } from '../inbound/read-mailbox.ts'
import { takeMail } from '../inbound/take-mail.ts'
import { findMailboxes, type Mailbox } from './manage-sources.ts'

export const mailboxJobs: Job[] = [
  defineJob({
    name: 'delivery.read-mailboxes',
    every: '1 minute',
    run: (services, _data, stopping) => readMailboxes(services, stopping),
  }),
]

export async function readMailboxes(services: Services, stopping?: AbortSignal): Promise<void> {
  for (const mailbox of await findMailboxes(services.db, services.config.secretKey)) {
    if (stopping?.aborted) return
    await readOne(services, mailbox)
  }
}

async function readOne({ db, log, now, config }: Services, { id, access, place }: Mailbox): Promise<void> {
  const keys = [linkKey(config.secretKey)]
  const fault = await readMailbox(access, place, async (mail, { validity, lastUid }) => {
    if (mail.bytes.length > 0) log.info({ outcome: await takeMail(db, mail, keys, now()) }, 'a mail came back')
    const read = { uidValidity: validity, lastUid, lastTakenAt: now(), fault: null }
    await db.returnSource.updateMany({ where: { id }, data: read })
  })
  await db.returnSource.updateMany({ where: { id }, data: { fault: fault ?? null } })
  if (fault) log.warn({ fault }, 'a mailbox could not be read')
}
