// A few people have asked for what the law gives them: one is known and near its deadline, two wait for who asks.
import { openRequest, type RequestKind } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { DAY_MS } from './invent-people.ts'

type Asked = { kind: RequestKind; daysAgo: number; cameBy: 'page' | 'email' | 'post'; words: string | null }

const ASKED: Asked[] = [
  { kind: 'access', daysAgo: 28, cameBy: 'page', words: null },
  {
    kind: 'rectification',
    daysAgo: 12,
    cameBy: 'email',
    words: 'Jeg har byttet jobb. Kan dere rette tittelen min til driftsleder?',
  },
  { kind: 'erasure', daysAgo: 3, cameBy: 'post', words: 'Vær så snill å slette alt dere har om meg.' },
]

/** Opens them for people who were written to, as if each had come on its day. */
export async function makeRequests(db: Db, now: Date): Promise<void> {
  const people = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select contact.id from contact join consent_state on consent_state.contact_id = contact.id and state = 'given'
    where erased_at is null and merged_into_id is null and first_name is not null and contact.language = 'nb'
    group by contact.id order by md5(contact.id::text) limit ${ASKED.length}`)
  for (const [index, { kind, daysAgo, cameBy, words }] of ASKED.entries()) {
    const contactId = people[index]?.id
    if (contactId === undefined) return
    const receivedAt = new Date(+now - daysAgo * DAY_MS)
    const isKnown = cameBy === 'page'
    await openRequest(
      db,
      { contactId, kind, cameBy, receivedAt, words, identityBy: isKnown ? 'code' : undefined },
      isKnown ? { actor: 'contact' } : { actor: 'staff', userId: null },
      receivedAt,
    )
  }
}
