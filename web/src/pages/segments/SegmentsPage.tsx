// Segments: says that nothing is shown yet.
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { useWords } from '../../words/language.tsx'
import { segmentWords } from '../../words/segments.ts'

export function SegmentsPage() {
  const words = useWords(segmentWords)
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <EmptyState title={words.empty} level={1}>
          {words.emptyDetail}
        </EmptyState>
      </PageBody>
    </>
  )
}
