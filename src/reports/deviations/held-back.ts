// Imported rows that were held back: somebody has tried to bring back people who had said no.
import type { DeviationSource } from '../../consent/index.ts'

const DAY_MS = 86_400_000
/** Days back: what is older was seen, or nobody will ask any more. */
const BACK_DAYS = 90
const MOST_NAMED = 5

export const heldBack: DeviationSource = {
  kind: 'held-back',
  find: async (db, now, { language, number, day }) => {
    const imports = await db.import.findMany({
      where: { heldBack: { gt: 0 }, createdAt: { gt: new Date(+now - BACK_DAYS * DAY_MS) } },
      select: { id: true, fileName: true, heldBack: true, createdAt: true },
      orderBy: { createdAt: 'desc' },
      take: MOST_NAMED,
    })
    const nb = language === 'nb'
    return imports.map(({ id, fileName, heldBack: count, createdAt }) => ({
      part: id,
      count,
      tone: 'plain',
      title: nb
        ? `${number(count)} ${count === 1 ? 'rad' : 'rader'} i «${fileName}» er holdt tilbake`
        : `${number(count)} ${count === 1 ? 'row' : 'rows'} of “${fileName}” ${count === 1 ? 'was' : 'were'} held back`,
      detail: nb
        ? `Lest inn ${day(createdAt)}. Disse har sagt nei her før, og ingen innstilling endrer det: Ta dem ut der filen kom fra.`
        : `Imported on ${day(createdAt)}. They have said no here before, and no setting changes that: remove them where the file came from.`,
      mend: { label: nb ? 'Se rapporten' : 'See the report', to: `/contacts/imports/${id}` },
    }))
  },
}
