// All campaigns: what goes out, what is being written, what is over; and how far each reaches.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ListPage } from '../../frame/ListPage.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { BeginLink } from '../../parts/BeginLink.tsx'
import { audienceOf } from '../../parts/consent-state.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { ReachBar } from '../../parts/ReachBar.tsx'
import { RuleList } from '../../parts/RuleList.tsx'
import { useMe } from '../../session.ts'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { scheduleWords } from '../../words/schedule.ts'
import { smsWords } from '../../words/sms.ts'
import styles from './CampaignsPage.module.css'
import { type CampaignLine, campaignsQuery, reachQuery } from './campaigns.ts'
import { StatusText } from './StatusText.tsx'

export function CampaignsPage() {
  const words = useWords(campaignWords)
  const schedule = useWords(scheduleWords)
  const formats = useFormats()
  const mayWrite = useMe().role !== 'privacy_officer'
  const campaigns = useQuery(campaignsQuery)
  return (
    <ListPage
      title={words.title}
      actions={
        <>
          <Button component={AppLink} href="/campaigns/calendar">
            {schedule.calendar}
          </Button>
          {mayWrite && <BeginLink href="/campaigns/new">{words.newCampaign}</BeginLink>}
        </>
      }
      query={campaigns}
      what={words.what}
      heading={({ length }) => words.heading(formats.number(length), length === 1)}
      empty={
        <EmptyState title={words.empty} level={1}>
          {words.emptyDetail}
        </EmptyState>
      }
    >
      {(items) => (
        <RuleList label={words.title}>
          {items.map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </RuleList>
      )}
    </ListPage>
  )
}

function Line({ item }: { item: CampaignLine }) {
  const words = useWords(campaignWords)
  const { sms } = useWords(smsWords)
  const { data } = useQuery(reachQuery(item.id, item.status))
  const reach = data?.reach
  const people = `/campaigns/${item.id}/people`
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <AppLink className={`name ${styles.name}`} href={`/campaigns/${item.id}`}>
          {item.name}
        </AppLink>
        <p className="small dim">
          {item.channel === 'sms' && `${sms} · `}
          {item.purpose.name} · {item.segment?.name ?? (item.status === 'ready' ? words.byWorkflows : words.noAudience)}
        </p>
      </div>
      <div className={styles.reach}>
        {reach && audienceOf(reach) > 0 && (
          <>
            <ReachBar reach={reach} />
            <p className="small dim">
              <PeopleNumber count={reach.gets ?? 0} people={`${people}?part=gets`} />
              {words.of}
              <PeopleNumber count={audienceOf(reach)} people={people} />
            </p>
          </>
        )}
      </div>
      <p className={`${styles.status} text-13 muted`}>
        <StatusText campaign={item} />
      </p>
    </li>
  )
}
