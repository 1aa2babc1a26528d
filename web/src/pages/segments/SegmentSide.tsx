// Beside the tree: how many, who of them may be reached for what, and some of them.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import { ReachBar } from '../../parts/ReachBar.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { type Channel, partWords } from '../../words/parts.ts'
import { segmentWords } from '../../words/segments.ts'
import styles from './SegmentPage.module.css'
import { type Group, isWhole, type Preview, reachSegment } from './segments.ts'

type SideProps = { id: string | undefined; tree: Group; preview: UseQueryResult<Preview> }

export function SegmentSide({ id, tree, preview }: SideProps) {
  const words = useWords(segmentWords)
  const formats = useFormats()
  const people = id ? `/segments/${id}/people` : undefined
  return (
    <aside className={styles.side}>
      <Answer query={preview} what={words.previewWhat} counting={words.counting}>
        {(data) => (
          <div className={styles.size}>
            <b>
              <PeopleNumber count={data.people} people={people} />
            </b>
            <p className="muted">
              {words.peopleNow(data.people)}
              {data.companies > 0 && words.atCompanies(formats.number(data.companies), data.companies === 1)}
            </p>
          </div>
        )}
      </Answer>
      <section>
        <h2 className={styles.sideHeading}>{words.whoMay}</h2>
        <p className="small dim">{words.whoMayDetail}</p>
        <MayReach tree={tree} people={preview.data?.people ?? 0} />
      </section>
      <section>
        <div className={styles.sideHeading}>
          <h2>{words.some}</h2>
          {people && preview.data && preview.data.people > 0 && (
            <span className="small">
              <PeopleNumber count={preview.data.people} people={people}>
                {words.seeAll}
              </PeopleNumber>
            </span>
          )}
        </div>
        {preview.data?.some.length === 0 && <p className="small dim">{words.nobody}</p>}
        <ul>
          {preview.data?.some.map((person) => (
            <li key={person.id} className={styles.person}>
              <Portrait name={person.name} />
              <div>
                <AppLink className="name" href={`/contacts/${person.id}`}>
                  {person.name}
                </AppLink>
                <p className="small dim">{person.detail}</p>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  )
}

function MayReach({ tree, people }: { tree: Group; people: number }) {
  const words = useWords(segmentWords)
  const parts = useWords(partWords)
  const reach = useQuery({
    queryKey: ['segment-reach', tree],
    queryFn: () => reachSegment(tree),
    enabled: isWhole(tree),
    placeholderData: keepPreviousData,
  })
  return (
    <Answer query={reach} what={words.reachWhat}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="small dim">{words.noPurposes}</p>
        ) : (
          <ul>
            {items.map((item) => (
              <li key={`${item.purposeId} ${item.channel}`} className={styles.reach}>
                <div>
                  <span>
                    {item.name}, {(parts.channel[item.channel as Channel] ?? item.channel).toLowerCase()}
                  </span>
                  <PeopleNumber count={item.may} />
                </div>
                {people > 0 && <ReachBar reach={{ gets: item.may, no: Math.max(0, people - item.may) }} size="step" />}
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  )
}
