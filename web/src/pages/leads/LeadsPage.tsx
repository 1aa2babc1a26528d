// Leads: says that nothing is shown yet.
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { useWords } from '../../words/language.tsx'
import { leadWords } from '../../words/leads.ts'

export function LeadsPage() {
  const words = useWords(leadWords)
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
