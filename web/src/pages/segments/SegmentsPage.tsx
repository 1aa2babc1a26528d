// All segments: each read in one sentence, with how many people it holds now.
import { useQuery } from '@tanstack/react-query'
import { ListPage } from '../../frame/ListPage.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { BeginLink } from '../../parts/BeginLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { RuleList } from '../../parts/RuleList.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { segmentWords } from '../../words/segments.ts'
import styles from './SegmentPage.module.css'
import { type SegmentLine, segmentSizeQuery, segmentsQuery } from './segments.ts'

export function SegmentsPage() {
  const words = useWords(segmentWords)
  const formats = useFormats()
  const segments = useQuery(segmentsQuery)
  return (
    <ListPage
      title={words.title}
      actions={<BeginLink href="/segments/new">{words.newSegment}</BeginLink>}
      query={segments}
      what={words.what}
      heading={({ length }) => words.heading(formats.number(length), length === 1)}
      empty={
        <EmptyState title={words.empty} level={1}>
          {words.emptyDetail}
        </EmptyState>
      }
    >
      {(items) => (
        <RuleList label={words.title}>
          {items.map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </RuleList>
      )}
    </ListPage>
  )
}

function Line({ item }: { item: SegmentLine }) {
  const words = useWords(segmentWords)
  const formats = useFormats()
  const { data } = useQuery(segmentSizeQuery(item.id))
  return (
    <li className={styles.line}>
      <div>
        <AppLink className={`name ${styles.name}`} href={`/segments/${item.id}`}>
          {item.name}
        </AppLink>
        <p className="text-13 muted">{item.sentence}</p>
      </div>
      <span className="no-wrap">
        {data && (
          <PeopleNumber count={data.people} people={`/segments/${item.id}/people`}>
            {words.people(formats.number(data.people), data.people === 1)}
          </PeopleNumber>
        )}
      </span>
    </li>
  )
}
