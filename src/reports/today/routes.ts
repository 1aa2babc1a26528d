// The first page over HTTP: what needs the reader, how consent grows, what goes out today.
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http.ts'
import { timeZoneOf } from '../../sales/index.ts'
import { readerLanguage } from '../../segments/index.ts'
import { countGrowth, countSources, countYes } from './count-growth.ts'
import { findGoingOut } from './find-going-out.ts'
import { findNeeds } from './find-needs.ts'
import { formatsOf, sayNeed } from './need-words.ts'
import { momentOf, orderNeeds } from './order-needs.ts'

const count = z.int().nonnegative()
const todayAnswer = z.object({
  date: z.iso.datetime(),
  needs: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['ends']).optional(),
      when: z.iso.datetime().nullable(),
      title: z.string().meta({ description: 'May hold links to people and pages: [236](people:/purposes/…/people).' }),
      detail: z.string().nullable(),
      action: z.object({ label: z.string(), to: z.string() }),
    }),
  ),
  growth: z.array(z.object({ week: z.iso.date(), given: count, withdrawn: count, expired: count })),
  sources: z.array(z.object({ method: z.string(), people: count })),
  purposes: z.array(z.object({ id: z.uuid(), name: z.string(), givenNow: count, people: z.string() })),
  goingOut: z.array(
    z.object({
      kind: z.enum(['campaign', 'workflow']),
      id: z.uuid(),
      name: z.string(),
      at: z.iso.datetime().nullable(),
      state: z.enum(['scheduled', 'sending', 'paused', 'sent', 'live']),
      parts: z.object({ gets: count, later: count, never: count, no: count }),
    }),
  ),
})

export const todayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/today',
    summary: 'What needs the reader, how consent grows, what goes out today',
    tag: 'Today',
    access: ['marketer', 'privacy_officer'],
    query: z.object({
      purpose: z.uuid().optional().meta({ description: 'Whose growth; the first purpose unless told.' }),
    }),
    response: todayAnswer,
    handle: async ({ db, now, user }, { query, request }) => {
      const timeZone = await findTimeZone(db)
      const language = readerLanguage(request)
      const format = formatsOf(language, timeZone)
      const needs = await findNeeds(
        db,
        { seesMarketing: user.role !== 'privacy_officer', seesRequests: user.role !== 'marketer' },
        now,
      )
      const purposes = await countYes(db, now)
      const chosen = choose(purposes, query.purpose)
      const question = chosen && { purposeId: chosen.id, channel: chosen.channel, timeZone }
      return {
        date: now,
        needs: orderNeeds(needs, now).map((need) => ({
          id:
            'id' in need && need.kind !== 'unstoppable'
              ? `${need.kind} ${need.id}`
              : need.kind === 'ends'
                ? `ends ${need.purposeId} ${need.channel}`
                : need.kind,
          ...(need.kind === 'ends' ? { state: need.kind } : {}),
          when: momentOf(need),
          ...sayNeed(need, language, format, now),
        })),
        growth: question ? await countGrowth(db, question, now) : [],
        sources: question ? await countSources(db, question, now) : [],
        purposes: purposes.map(({ id, name, channel, givenNow }) => ({
          id,
          name,
          givenNow,
          people: `/purposes/${id}/people?state=given&channel=${channel}`,
        })),
        goingOut: await findGoingOut(db, timeZone, now),
      }
    },
  }),
]

function choose<T extends { id: string }>(purposes: readonly T[], wanted: string | undefined): T | undefined {
  if (wanted === undefined) return purposes[0]
  const chosen = purposes.find((purpose) => purpose.id === wanted)
  if (!chosen)
    throw new DomainError('not_found', 'There is no such purpose for marketing, or it is retired. Choose another one.')
  return chosen
}

/** Days and weeks begin at midnight where the sender is. */
export async function findTimeZone(db: Db): Promise<string> {
  const brand = await db.brand.findFirst({ select: { country: true }, orderBy: { createdAt: 'asc' } })
  return timeZoneOf(brand?.country ?? 'NO')
}
