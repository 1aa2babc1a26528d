// Campaigns: says that nothing is shown yet.
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useWords } from '../../words/language.tsx'

export function CampaignsPage() {
  const words = useWords(campaignWords)
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
