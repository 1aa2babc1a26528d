// Privacy desk: says that nothing is shown yet.
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { useWords } from '../../words/language.tsx'
import { privacyWords } from '../../words/privacy.ts'

export function PrivacyPage() {
  const words = useWords(privacyWords)
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
