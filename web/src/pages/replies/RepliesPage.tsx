// The inbox of replies: what is unread first, and the one that is open. Two columns where there is room, one page after the
// other on a phone. Nothing is open before somebody opens it: to look at the list is not to have read.
import { useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { PageTop } from '../../frame/PageTop.tsx'
import { useWords } from '../../words/language.tsx'
import { replyWords } from '../../words/replies.ts'
import styles from './Replies.module.css'
import { ReplyDetail } from './ReplyDetail.tsx'
import { ReplyList } from './ReplyList.tsx'
import { type ReplyFilter, repliesQuery } from './replies.ts'

/** Below this the list and the reply are two pages; the style sheet says the same number. */
const ROOM_FOR_BOTH = '(min-width: 1000px)'

export function RepliesPage() {
  const words = useWords(replyWords)
  const { replyId } = useParams({ strict: false })
  const hasRoom = useMediaQuery(ROOM_FOR_BOTH, undefined, { getInitialValueInEffect: false }) ?? false
  const [filter, setFilter] = useState<ReplyFilter>({ status: 'open', ownerId: null, campaignId: null, brandId: null })
  const replies = useInfiniteQuery(repliesQuery(filter))
  return (
    <>
      <PageTop title={words.title} />
      <div className={styles.inbox}>
        {(hasRoom || !replyId) && <ReplyList replies={replies} filter={filter} onFilter={setFilter} openId={replyId} />}
        {replyId ? (
          <ReplyDetail key={replyId} id={replyId} isAlone={!hasRoom} />
        ) : (
          hasRoom && <p className={styles.choose}>{words.choose}</p>
        )}
      </div>
    </>
  )
}
