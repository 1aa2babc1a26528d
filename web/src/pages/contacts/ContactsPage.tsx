// Contacts: says that nothing is shown yet.
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { contactWords } from '../../words/contacts.ts'
import { useWords } from '../../words/language.tsx'

export function ContactsPage() {
  const words = useWords(contactWords)
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
