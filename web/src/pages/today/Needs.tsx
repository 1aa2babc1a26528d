// What needs the reader, ordered by when it must be done; one action each, at most seven.
import { Button } from '@mantine/core'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { RowMoment, RuleList, RuleRow } from '../../parts/RuleList.tsx'
import { Sentence } from '../../parts/Sentence.tsx'
import { frameWords } from '../../words/frame.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { todayWords } from '../../words/today.ts'
import type { Today } from './today.ts'

const DAY_MS = 86_400_000
/** More than this is not an agenda any more. */
const MOST_NEEDS = 7

export function Needs({ today }: { today: Today }) {
  const words = useWords(todayWords)
  const frame = useWords(frameWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const now = new Date(today.date)
  return (
    <>
      <PageTitle above={formats.weekday(now)} below={today.needs.length === 0 ? words.nothingDetail : undefined}>
        {frame.needYou(today.needs.length)}
      </PageTitle>
      {today.needs.length > 0 && (
        <RuleList label={words.needsYou}>
          {today.needs.slice(0, MOST_NEEDS).map((need) => (
            <RuleRow
              key={need.id}
              level={2}
              lead={<Moment when={need.when} now={now} />}
              title={
                <>
                  {need.state && <ConsentMark state={need.state} label={parts.state[need.state]} />}{' '}
                  <Sentence text={need.title} />
                </>
              }
              detail={need.detail && <Sentence text={need.detail} />}
              action={
                <Button component={AppLink} href={need.action.to} miw={124}>
                  {need.action.label}
                </Button>
              }
            />
          ))}
        </RuleList>
      )}
    </>
  )
}

const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

function Moment({ when, now }: { when: string | null; now: Date }) {
  const words = useWords(todayWords)
  const formats = useFormats()
  if (when === null) return <RowMoment day={words.open} />
  const at = new Date(when)
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS)
  if (at.getTime() <= now.getTime())
    return <RowMoment day={words.open} note={words.since(days === 0 ? formats.time(at) : formats.shortDate(at, now))} />
  if (days === 0) return <RowMoment day={words.today} note={words.before(formats.time(at))} isNear />
  if (days === 1) return <RowMoment day={words.tomorrow} note={words.before(formats.time(at))} isNear />
  return <RowMoment day={formats.shortDate(at, now)} note={words.inDays(formats.number(days))} />
}
