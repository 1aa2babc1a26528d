// What goes out today: when, to whom, and who gets it. A thin bar beside the two numbers that lead to people.
import { AppLink } from '../../parts/AppLink.tsx'
import { audienceOf } from '../../parts/consent-state.ts'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { ReachBar } from '../../parts/ReachBar.tsx'
import { RuleList } from '../../parts/RuleList.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { todayWords } from '../../words/today.ts'
import styles from './GoingOutList.module.css'
import type { GoingOut } from './today.ts'

export function GoingOutList({ goingOut, now }: { goingOut: GoingOut[]; now: Date }) {
  const words = useWords(todayWords)
  const formats = useFormats()
  return (
    <RuleList title={words.goingOut}>
      {goingOut.length === 0 && <li className={styles.none}>{words.nothingOut}</li>}
      {goingOut.map((item) => (
        <li key={item.id} className={styles.item}>
          <b>{item.at ? <time dateTime={item.at}>{formats.time(new Date(item.at))}</time> : words.allDay}</b>
          <div>
            <AppLink className={styles.name} href={`/${item.kind}s/${item.id}`}>
              {item.name}
            </AppLink>
            {audienceOf(item.parts) > 0 && (
              <div className={styles.bar}>
                <ReachBar reach={item.parts} />
              </div>
            )}
            <Reached item={item} />
          </div>
          <span className="small dim">{stateOf(item, now, words)}</span>
        </li>
      ))}
    </RuleList>
  )
}

/** Whom it reaches: of a campaign both numbers lead to people, of a workflow the steps do. */
function Reached({ item }: { item: GoingOut }) {
  const words = useWords(todayWords)
  const audience = audienceOf(item.parts)
  const people = item.kind === 'campaign' ? `/campaigns/${item.id}/people` : undefined
  if (audience === 0) return <p className="small dim">{item.kind === 'workflow' ? words.nobodyYet : words.nobody}</p>
  return (
    <p className="small dim">
      <PeopleNumber count={item.parts.gets ?? 0} people={people && `${people}?part=gets`} />
      {words.getsOf}
      <PeopleNumber count={audience} people={people} />
    </p>
  )
}

const MINUTE_MS = 60_000

function stateOf({ state, at }: GoingOut, now: Date, words: (typeof todayWords)['en']): string {
  if (state !== 'scheduled' || at === null) return words.state[state]
  const minutes = Math.max(1, Math.round((new Date(at).getTime() - now.getTime()) / MINUTE_MS))
  return minutes < 60 ? words.inMinutes(String(minutes)) : words.inHours(String(Math.round(minutes / 60)))
}
