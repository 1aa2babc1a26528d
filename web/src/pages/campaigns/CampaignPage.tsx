// One campaign: what it says, who it is for, who gets it, what became of it; beside it the mail as a named person sees it.
import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { Note } from '../../parts/Tag.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useWords } from '../../words/language.tsx'
import type { TextLanguage } from '../../words/purposes.ts'
import { AudienceTab } from './AudienceTab.tsx'
import { CampaignActions } from './CampaignActions.tsx'
import styles from './CampaignPage.module.css'
import { type Campaign, campaignQuery, languagesOf, TABS, type TabName } from './campaigns.ts'
import { ExperimentTab } from './experiment/ExperimentTab.tsx'
import { ForecastTab } from './ForecastTab.tsx'
import { FeedTab } from './feed/FeedTab.tsx'
import { LinkCheckNote } from './LinkCheckNote.tsx'
import { MailPreview } from './MailPreview.tsx'
import { MessageTab } from './MessageTab.tsx'
import { RepeatNote } from './RepeatNote.tsx'
import { ResultsTab } from './ResultsTab.tsx'
import { ApprovalNote } from './ScheduleNotes.tsx'
import { SmsPreview } from './sms/SmsPreview.tsx'
import { SmsTab } from './sms/SmsTab.tsx'
import { useDraft } from './use-draft.ts'

export function CampaignPage() {
  const words = useWords(campaignWords)
  const { id = '' } = useParams({ strict: false })
  const campaign = useQuery(campaignQuery(id))
  const crumbs = [{ label: words.title, href: '/campaigns' }]
  const [chosen, setLanguage] = useState<TextLanguage>()
  if (campaign.data) {
    const language = languagesOf(campaign.data).find((one) => one === chosen) ?? campaign.data.language
    return <Opened key={`${id} ${language}`} campaign={campaign.data} language={language} onLanguage={setLanguage} />
  }
  return (
    <>
      <PageTop title={words.campaign} crumbs={crumbs} />
      <PageBody>
        <Answer query={campaign} what={words.whatOne} level={1}>
          {() => null}
        </Answer>
      </PageBody>
    </>
  )
}

const hasBegun = ({ status, startedAt }: Campaign) =>
  ['sending', 'sent', 'cancelled'].includes(status) || (status === 'paused' && startedAt !== null)

type OpenedProps = { campaign: Campaign; language: TextLanguage; onLanguage: (language: TextLanguage) => void }

function Opened({ campaign, language, onLanguage }: OpenedProps) {
  const words = useWords(campaignWords)
  const navigate = useNavigate()
  const params = useParams({ strict: false })
  const draft = useDraft(campaign, language, onLanguage)
  const first: TabName = hasBegun(campaign)
    ? 'results'
    : ['scheduled', 'paused'].includes(campaign.status)
      ? 'forecast'
      : 'message'
  const isSms = campaign.channel === 'sms'
  // Ways of an SMS are not compared with each other, and none tells of a feed.
  const tabs = isSms ? TABS.filter((name) => name !== 'experiment' && name !== 'feed') : TABS
  const tab = tabs.find((name) => name === params.tab) ?? first
  const goTo = (name: string | null) =>
    void navigate({ to: '/campaigns/$id/$tab', params: { id: campaign.id, tab: name ?? first }, resetScroll: false })
  return (
    <>
      <PageTop
        title={campaign.name}
        crumbs={[{ label: words.title, href: '/campaigns' }]}
        actions={<CampaignActions campaign={campaign} draft={draft} />}
      />
      <PageBody isWide>
        <div className={styles.page}>
          <Tabs className={styles.tabs} value={tab} onChange={goTo} aria-label={words.tabsLabel}>
            <Tabs.List aria-label={words.tabsLabel}>
              {tabs.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {words.tabs[name]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          <section className={styles.content} aria-label={words.tabs[tab]}>
            <div className={styles.notes}>
              {campaign.fault && (
                <Note tone="near">
                  <b>{words.didNotStart}.</b> {campaign.fault}
                </Note>
              )}
              {campaign.status === 'paused' && <Note tone="near">{words.isPaused}</Note>}
              {campaign.status === 'cancelled' && <Note>{words.isCancelled}</Note>}
              <LinkCheckNote campaign={campaign} />
              <ApprovalNote campaign={campaign} />
              <RepeatNote campaign={campaign} />
            </div>
            {tab === 'message' &&
              (isSms ? <SmsTab {...{ campaign, draft }} /> : <MessageTab {...{ campaign, draft }} />)}
            {tab === 'audience' && <AudienceTab campaign={campaign} />}
            {tab === 'experiment' && <ExperimentTab campaign={campaign} />}
            {tab === 'feed' && <FeedTab {...{ campaign, draft }} />}
            {tab === 'forecast' && <ForecastTab campaign={campaign} />}
            {tab === 'results' && <ResultsTab campaign={campaign} />}
          </section>
          {isSms ? <SmsPreview {...{ campaign, draft }} /> : <MailPreview {...{ campaign, draft }} />}
        </div>
      </PageBody>
    </>
  )
}
