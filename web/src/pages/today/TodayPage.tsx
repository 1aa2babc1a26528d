// Today: an agenda of what needs the reader, then how consent grows and what goes out. No totals for their own sake.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { BeginLink } from '../../parts/BeginLink.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { todayWords } from '../../words/today.ts'
import { GoingOutList } from './GoingOutList.tsx'
import { Growth } from './Growth.tsx'
import { Needs } from './Needs.tsx'
import styles from './TodayPage.module.css'
import { todayQuery } from './today.ts'

const BARS = [
  { width: '22%' },
  { width: '38%', height: 26 },
  { width: '100%', height: 44 },
  { width: '100%', height: 44 },
  { width: '100%', height: 180 },
]

export function TodayPage() {
  const words = useWords(todayWords)
  const me = useMe()
  const [purposeId, setPurposeId] = useState<string>()
  const today = useQuery(todayQuery(purposeId))
  return (
    <>
      <PageTop
        title={words.title}
        actions={me.role !== 'privacy_officer' && <BeginLink href="/campaigns/new">{words.newCampaign}</BeginLink>}
      />
      <PageBody>
        <Answer query={today} what={words.what} bars={BARS} level={1}>
          {(data) => (
            <div className={styles.today}>
              <div>
                <Needs today={data} />
                <Growth today={data} purposeId={purposeId} onPurpose={setPurposeId} />
              </div>
              <div className={styles.right}>
                <GoingOutList goingOut={data.goingOut} now={new Date(data.date)} />
              </div>
            </div>
          )}
        </Answer>
      </PageBody>
    </>
  )
}
