// All segments: each read in one sentence, with how many people it holds now.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
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
    <>
      <PageTop
        title={words.title}
        actions={
          <Button
            component={AppLink}
            href="/segments/new"
            variant="filled"
            leftSection={<IconPlus size={16} stroke={1.5} />}
          >
            {words.newSegment}
          </Button>
        }
      />
      <PageBody>
        <Answer query={segments} what={words.what} level={1}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={words.empty} level={1}>
                {words.emptyDetail}
              </EmptyState>
            ) : (
              <>
                <PageTitle>{words.heading(formats.number(items.length), items.length === 1)}</PageTitle>
                <RuleList label={words.title}>
                  {items.map((item) => (
                    <Line key={item.id} item={item} />
                  ))}
                </RuleList>
              </>
            )
          }
        </Answer>
      </PageBody>
    </>
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
