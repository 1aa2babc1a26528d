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

export function GoingOutList({ goingOut }: { goingOut: GoingOut[] }) {
  const words = useWords(todayWords)
  const formats = useFormats()
  return (
    <RuleList title={words.goingOut}>
      {goingOut.length === 0 && <li className={styles.none}>{words.nothingOut}</li>}
      {goingOut.map((item) => {
        const people = `/campaigns/${item.campaignId}/people`
        return (
          <li key={`${item.campaignId} ${item.at}`} className={styles.item}>
            <b>{item.at ? <time dateTime={item.at}>{formats.time(new Date(item.at))}</time> : words.allDay}</b>
            <div>
              <AppLink className={styles.name} href={`/campaigns/${item.campaignId}`}>
                {item.name}
              </AppLink>
              <div className={styles.bar}>
                <ReachBar reach={item.parts} />
              </div>
              <p className="small dim">
                <PeopleNumber count={item.parts.gets ?? 0} people={`${people}?part=gets`} />
                {words.getsOf}
                <PeopleNumber count={audienceOf(item.parts)} people={people} />
              </p>
            </div>
            <span className="small dim">{item.status}</span>
          </li>
        )
      })}
    </RuleList>
  )
}
