// Ranking: who is keenest now, the two strongest reasons, where it is heading, and whether sales may have them.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentText } from '../../parts/ConsentText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { rankingWords } from '../../words/ranking.ts'
import styles from './RankingPage.module.css'
import { type RankedPerson, rankingQuery } from './ranking.ts'

const FIRST = 50
const MOST = 500
const BARS = [{ width: '46%', height: 30 }, ...Array.from({ length: 8 }, () => ({ width: '100%', height: 44 }))]

export function RankingPage() {
  const words = useWords(rankingWords)
  const me = useMe()
  const [limit, setLimit] = useState(FIRST)
  const ranking = useQuery(rankingQuery(limit))
  const rules = me.role !== 'seller' && (
    <Button component={AppLink} href="/scoring">
      {words.rules}
    </Button>
  )
  return (
    <>
      <PageTop title={words.title} actions={rules} />
      <PageBody>
        <Answer query={ranking} what={words.what} bars={BARS} level={1}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={words.empty} level={1} isConsentMissing actions={rules}>
                {me.role === 'seller' ? words.emptySeller : words.emptyDetail}
              </EmptyState>
            ) : (
              <>
                <Heading people={items} />
                <People people={items} />
                {items.length === limit && limit < MOST && (
                  <Button className={styles.more} onClick={() => setLimit(Math.min(MOST, limit * 2))}>
                    {words.more}
                  </Button>
                )}
              </>
            )
          }
        </Answer>
      </PageBody>
    </>
  )
}

function Heading({ people }: { people: RankedPerson[] }) {
  const words = useWords(rankingWords)
  const formats = useFormats()
  const may = people.filter((person) => person.sales?.isAllowed).length
  const { role } = useMe()
  const heading = role === 'seller' ? words.headingSeller : words.heading
  return <PageTitle below={words.detail}>{heading(formats.number(may), formats.number(people.length))}</PageTitle>
}

function People({ people }: { people: RankedPerson[] }) {
  const words = useWords(rankingWords)
  return (
    <table className={styles.list}>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.person}</th>
          <th scope="col" className={styles.score}>
            {words.score}
          </th>
          <th scope="col">{words.why}</th>
          <th scope="col">{words.sales}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person, index) => (
          <Person key={person.contactId} person={person} place={index + 1} />
        ))}
      </tbody>
    </table>
  )
}

function Person({ person, place }: { person: RankedPerson; place: number }) {
  const words = useWords(rankingWords)
  const formats = useFormats()
  const name = person.name ?? words.nameless
  const about = [person.jobTitle, person.company].filter((part) => part !== null).join(', ')
  return (
    <tr>
      <td className={styles.place}>{formats.number(place)}</td>
      <td>
        <div className={styles.person}>
          <Portrait name={name} />
          <div>
            <b>
              <AppLink href={`/contacts/${person.contactId}`}>{name}</AppLink>
            </b>
            {about !== '' && <span className="dim">{about}</span>}
          </div>
        </div>
      </td>
      <td className={styles.score}>
        <b>{formats.number(person.score)}</b>
        <Trend points={person.trend} />
      </td>
      <td className={styles.wide}>
        <ul className={styles.reasons}>
          {person.reasons.map((reason) => (
            <li key={reason.text}>
              <span>{words.times(reason.text, reason.times)}</span>
              <span className="dim">{formats.signed(reason.points, 1)}</span>
            </li>
          ))}
          {person.reasons.length === 0 && <li className="dim">{words.fitOnly}</li>}
        </ul>
      </td>
      <td className={styles.wide}>
        {person.sales ? (
          <ConsentText state={person.sales.mark} at={person.sales.since} until={person.sales.expiresAt} />
        ) : (
          <span className="dim">{words.noPurpose}</span>
        )}
      </td>
    </tr>
  )
}

/** What a week did to the score; half a point either way is no movement. */
function Trend({ points }: { points: number }) {
  const words = useWords(rankingWords)
  const formats = useFormats()
  const whole = Math.round(points)
  return <span className="small dim">{whole === 0 ? words.steady : words.week(formats.signed(whole))}</span>
}
