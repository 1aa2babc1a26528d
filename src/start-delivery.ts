// Sending, for a process that does work: to the relays of the database, and to that of SMTP_URL or the built-in mailbox.
// Without any nothing is sent and readiness says so; what is queued waits.
import { join } from 'node:path'
import type { Config } from './config.ts'
import { linkKey, reachOf } from './consent/index.ts'
import {
  findDkimKeys,
  findRelayFault,
  leadToPhone,
  listenForMail,
  makeSigner,
  relayKey,
  relayOptions,
  startDeliveryWorker,
} from './delivery/index.ts'
import { type Mailbox, openMailbox, type Phone } from './mailbox/index.ts'
import type { ReadinessCheck, Services } from './platform/index.ts'
import { reachWithPhone, startPhone } from './start-phone.ts'

export type RunningDelivery = {
  mailbox: Mailbox | undefined
  phone: Phone | undefined
  readiness: ReadinessCheck
  stop: () => Promise<void>
}

export async function startDelivery(services: Services, config: Config): Promise<RunningDelivery> {
  const mailbox = config.smtpUrl || config.isProduction ? undefined : await openMailbox(join(config.dataDir, 'mailbox'))
  const phone = mailbox && (await startPhone(config.dataDir, services))
  if (phone) await leadToPhone(services.db, phone.url)
  const url = config.smtpUrl ?? mailbox?.url
  const key = linkKey(services.config.secretKey)
  const dkimKeys = config.doesWork ? await findDkimKeys(config.dataDir) : []
  const inbound =
    config.inbound?.port && config.doesWork
      ? await listenForMail({
          domain: config.inbound.domain,
          port: config.inbound.port,
          db: services.db,
          keys: [key],
          now: services.now,
          onTaken: (outcome) => services.log.info({ outcome }, 'a mail came back'),
          onError: (err, doing) => services.log.error({ err }, `${doing} failed; its sender is asked to try again`),
        })
      : undefined
  const worker = config.doesWork
    ? startDeliveryWorker(services.db, {
        ...(url && { relay: relayOptions(url) }),
        passwordKey: relayKey(services.config.secretKey),
        gateways: {
          reach: phone ? reachWithPhone(services.config) : reachOf(services.config),
          publicUrl: services.config.publicUrl,
        },
        ...(dkimKeys.length > 0 && { sign: makeSigner(dkimKeys) }),
        publicUrl: services.config.publicUrl,
        linkKey: key,
        ...(config.inbound && { inboundDomain: config.inbound.domain }),
        now: services.now,
        onError: (err, doing) => services.log.error({ err }, `${doing} failed; it is tried again`),
      })
    : undefined
  return {
    mailbox,
    phone,
    readiness: {
      name: 'mail',
      findFault: async () => worker?.fault() ?? (await findRelayFault(services.db, url !== undefined)),
    },
    stop: async () => {
      await inbound?.stop()
      await worker?.stop()
      await mailbox?.close()
      await phone?.close()
    },
  }
}
