// The inbox of sales: who waits, and the lead that is open. Two columns where there is room, one page after the other on a phone.
import { useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { PageTop } from '../../frame/PageTop.tsx'
import { useWords } from '../../words/language.tsx'
import { leadWords } from '../../words/leads.ts'
import { LeadDetail } from './LeadDetail.tsx'
import { LeadList } from './LeadList.tsx'
import styles from './LeadsPage.module.css'
import { type LeadStatus, leadsQuery } from './leads.ts'

/** Below this the list and the lead are two pages; the style sheet says the same number. */
const ROOM_FOR_BOTH = '(min-width: 1000px)'

export function LeadsPage() {
  const words = useWords(leadWords)
  const { leadId } = useParams({ strict: false })
  const hasRoom = useMediaQuery(ROOM_FOR_BOTH, undefined, { getInitialValueInEffect: false }) ?? false
  const [status, setStatus] = useState<LeadStatus>('assigned')
  const leads = useInfiniteQuery(leadsQuery(status))
  const items = leads.data?.pages.flatMap((page) => page.items) ?? []
  const openId = leadId ?? (hasRoom ? items[0]?.id : undefined)
  const place = items.findIndex((item) => item.id === openId)
  const total = leads.data?.pages[0]?.counts[status] ?? items.length
  return (
    <>
      <PageTop title={words.title} />
      <div className={styles.inbox}>
        {(hasRoom || !leadId) && <LeadList leads={leads} status={status} onStatus={setStatus} openId={openId} />}
        {openId ? (
          <LeadDetail key={openId} id={openId} place={place} total={total} isAlone={!hasRoom} />
        ) : (
          hasRoom && <p className={styles.choose}>{words.choose}</p>
        )}
      </div>
    </>
  )
}
