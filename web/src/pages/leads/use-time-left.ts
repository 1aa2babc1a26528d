// How long a lead may still wait, in the words of the list and of the page: working hours today, a moment otherwise.
import { useFormats, useWords } from '../../words/language.tsx'
import { leadWords } from '../../words/leads.ts'
import type { LeadLine } from './leads.ts'

const MINUTE_MS = 60_000
/** In ms of working time: from here on it is drawn as near. */
const NEAR_MS = 2 * 3_600_000

export type TimeLeft = { short: string; long: string; isNear: boolean }

export function useTimeLeft(): (lead: Pick<LeadLine, 'answerBy' | 'left'>, now: Date) => TimeLeft {
  const words = useWords(leadWords)
  const formats = useFormats()
  return ({ answerBy, left }, now) => {
    if (left <= 0) return { short: words.late, long: words.late, isNear: true }
    const by = new Date(answerBy)
    const isNear = left < NEAR_MS
    if (by.toDateString() === now.toDateString()) {
      const minutes = Math.max(1, Math.round(left / MINUTE_MS))
      const parts = [Math.floor(minutes / 60), String(minutes % 60).padStart(minutes < 60 ? 1 : 2, '0')] as const
      return { short: words.timeLeft(...parts), long: words.answerWithin(...parts), isNear }
    }
    const isTomorrow = by.toDateString() === new Date(+now + 86_400_000).toDateString()
    const moment = `${isTomorrow ? words.tomorrow : formats.shortDate(by, now)} ${formats.time(by)}`
    return { short: moment, long: words.answerBy(isTomorrow ? moment.toLowerCase() : moment), isNear }
  }
}
