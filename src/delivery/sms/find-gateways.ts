// What the page of gateways shows: each with how it fares, what went through it today and what it has told, and from whom
// the SMS of each sender come.
import type { Db } from '../../platform/database.ts'
import { fareOf, type RelayState } from '../relays/find-relays.ts'
import type { GatewayKind } from './gateway.ts'
import { gatewayPath } from './gateway-options.ts'

export type GatewaySummary = {
  id: string
  name: string
  gateway: GatewayKind
  url: string
  account: string | null
  weight: number
  perSecond: number | null
  perDay: number | null
  stoppedAt: Date | null
  state: Exclude<RelayState, 'absent'>
  restsUntil: Date | null
  lastFault: string | null
  lastFaultAt: Date | null
  /** Of this day, in UTC. */
  today: { sent: number; later: number; refused: number; faults: number }
  /** Where it tells what became of a message, and what was answered. */
  callUrl: string
  /** Its calls can be proved. */
  takesCalls: boolean
  heardAt: Date | null
  refusedAt: Date | null
}

export async function findGateways(db: Db, publicUrl: string, now: Date): Promise<GatewaySummary[]> {
  const day = new Date(now.toISOString().slice(0, 10))
  const rows = await db.mailRelay.findMany({
    where: { gateway: { not: null } },
    include: { days: { where: { day } }, limits: { take: 1 } },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map((row) => {
    const { id, name, username, weight, stoppedAt, restsUntil, lastFault, lastFaultAt, heardAt, refusedAt } = row
    const { perSecond = null, perDay = null } = row.limits[0] ?? {}
    return {
      ...{
        id,
        name,
        gateway: row.gateway as GatewayKind,
        url: row.url ?? '',
        account: username,
        weight,
        perSecond,
        perDay,
      },
      ...{ ...fareOf(row), stoppedAt, restsUntil, lastFault, lastFaultAt },
      ...{ callUrl: publicUrl + gatewayPath(id), takesCalls: row.callSecret !== null, heardAt, refusedAt },
    }
  })
}

export type SenderSummary = { brandId: string; brand: string; sender: string | null; takesAnswers: boolean }

export async function findSmsSenders(db: Db): Promise<SenderSummary[]> {
  const brands = await db.brand.findMany({ include: { smsSender: true }, orderBy: { name: 'asc' } })
  return brands.map(({ id, name, smsSender }) => ({
    ...{ brandId: id, brand: name },
    ...{ sender: smsSender?.sender ?? null, takesAnswers: smsSender?.takesAnswers ?? false },
  }))
}
