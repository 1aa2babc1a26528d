// Who will get it: the sentence, the bar, the reasons, and the people behind every number. Parts add up to the audience.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { ReachBar } from '../../parts/ReachBar.tsx'
import { audienceWords } from '../../words/audience.ts'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { scheduleWords } from '../../words/schedule.ts'
import { smsWords } from '../../words/sms.ts'
import styles from './CampaignPage.module.css'
import { audienceQuery, type Campaign, type Forecast, forecastQuery } from './campaigns.ts'
import { LanguageCounts } from './LanguageCounts.tsx'
import { ReasonTable } from './ReasonTable.tsx'
import { PlanText, WaitingLines } from './ScheduleNotes.tsx'
import { planQuery } from './schedule.ts'
import { PartsLine } from './sms/PartsLine.tsx'

export function ForecastTab({ campaign }: { campaign: Campaign }) {
  const words = useWords(campaignWords)
  const forecast = useQuery(forecastQuery(campaign))
  if (campaign.segment === null)
    return (
      <EmptyState
        title={words.chooseAudience}
        level={1}
        actions={
          <Button component={AppLink} href={`/campaigns/${campaign.id}/audience`}>
            {words.tabs.audience}
          </Button>
        }
      >
        {words.chooseAudienceDetail}
      </EmptyState>
    )
  return (
    <>
      <Facts campaign={campaign} />
      <Answer query={forecast} what={words.forecastWhat} counting={words.counting} level={1}>
        {(data) => <Counted campaign={campaign} forecast={data} />}
      </Answer>
    </>
  )
}

function Facts({ campaign }: { campaign: Campaign }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const { more, less } = useWords(audienceWords)
  const { channels } = useWords(smsWords)
  const { data: audience } = useQuery(audienceQuery(campaign))
  const schedule = useWords(scheduleWords)
  const begins = campaign.startedAt ?? campaign.startsAt
  const facts: [name: string, value: ReactNode][] = [
    [words.purpose, campaign.purpose.name],
    [words.channel, channels[campaign.channel]],
    [
      words.segment,
      campaign.segment && (
        <AppLink key="segment" className="link" href={`/segments/${campaign.segment.id}`}>
          {more(campaign.segment.name, (audience?.in.length ?? 1) - 1)}
          {audience && audience.out.length > 0 && less(audience.out.length)}
        </AppLink>
      ),
    ],
    [campaign.startedAt ? words.startedAt : words.starts, begins ? formats.exact(new Date(begins)) : words.notSet],
  ]
  if (begins) facts.push([schedule.plan, <PlanText key="plan" campaign={campaign} />])
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Counted({ campaign, forecast }: { campaign: Campaign; forecast: Forecast }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const schedule = useWords(scheduleWords)
  const { data: plan } = useQuery(planQuery(campaign))
  const people = `/campaigns/${campaign.id}/forecast/people`
  const { audience, gets } = forecast
  const never = forecast.not.find((part) => part.reason === 'never_asked')?.count ?? 0
  const notReasons = forecast.not.map((part) => part.reason).join(',')
  const peopleOf = { gets: 'given,customer', never: 'never_asked' } as Record<string, string>
  return (
    <div className={styles.forecast}>
      <h1>
        <PeopleNumber count={gets} people={`${people}?reasons=given,customer`} />
        {words.ofAudience}
        <PeopleNumber count={audience} people={people} />
        {plan && 'wall' in plan && campaign.startsAt !== null
          ? schedule.willGetByClock(formats.exact(new Date(plan.wall)))
          : tellWhen(campaign, forecast, words, formats)}
      </h1>
      <p className={styles.lead}>
        {audience === gets ? (
          words.everybodyGets
        ) : (
          <PeopleNumber count={audience - gets} people={`${people}?reasons=${notReasons}`}>
            {words.notGet(formats.number(audience - gets))}
          </PeopleNumber>
        )}
      </p>
      {campaign.channel === 'sms' && <PartsLine campaign={campaign} />}
      <WaitingLines campaign={campaign} />
      <div className={styles.bar}>
        <ReachBar
          reach={{ gets, never, no: audience - gets - never }}
          size="forecast"
          withShares
          peopleOf={(part) =>
            `${people}?reasons=${peopleOf[part] ?? forecast.not.flatMap((one) => (one.reason === 'never_asked' ? [] : one.reason)).join(',')}`
          }
        />
      </div>
      <LanguageCounts campaign={campaign} />
      <ReasonTable campaign={campaign} forecast={forecast} />
      <p className={`${styles.stamp} small dim`}>{words.stamp(formats.time(new Date(forecast.countedAt)))}</p>
    </div>
  )
}

type Words = (typeof campaignWords)['en']
type FormatsNow = ReturnType<typeof useFormats>

function tellWhen(campaign: Campaign, forecast: Forecast, words: Words, formats: FormatsNow): string {
  // What has gone out stands among the results; here is who would get it if it went out again.
  if (campaign.startsAt === null || campaign.startedAt !== null) return words.wouldGet
  const at = new Date(campaign.startsAt)
  // Due, and held up by somebody's approval or a pause.
  if (+at < +new Date(forecast.countedAt)) return words.wouldGet
  const isToday = formats.longDate(at) === formats.longDate(new Date(forecast.countedAt))
  return isToday ? words.willGet(formats.time(at)) : words.willGetOn(formats.exact(at))
}
