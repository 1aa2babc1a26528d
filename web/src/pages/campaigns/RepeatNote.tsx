// The rule by which a campaign goes out again and again, with the times so far; or, of one time, whose it is.
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../parts/AppLink.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useFormats, useLanguage, useWords } from '../../words/language.tsx'
import { scheduleWords } from '../../words/schedule.ts'
import type { Campaign } from './campaigns.ts'
import { asClock, weekdayNames } from './repeat-words.ts'
import { type Recurrence, repeatQuery } from './schedule.ts'

export function RepeatNote({ campaign }: { campaign: Campaign }) {
  const words = useWords(scheduleWords)
  const formats = useFormats()
  const say = useRuleInWords()
  const { data } = useQuery(repeatQuery(campaign))
  if (!data) return null
  if (data.of)
    return (
      <Note>
        {words.timeOf}{' '}
        <AppLink className="link" href={`/campaigns/${data.of.id}`}>
          {data.of.name}
        </AppLink>
        .
      </Note>
    )
  const isOn = data.rule !== null && campaign.status !== 'draft'
  if (!isOn && data.times.length === 0) return null
  const next = campaign.status === 'scheduled' && campaign.startsAt ? new Date(campaign.startsAt) : null
  return (
    <Note>
      {isOn && data.rule && <b>{say(data.rule)}</b>}
      {isOn && (next ? words.next(formats.exact(next)) : '.')}{' '}
      {data.times.length > 0 && (
        <>
          {words.times}:{' '}
          {data.times.map(({ campaignId, at }, index) => (
            <span key={campaignId}>
              {index > 0 && ', '}
              <AppLink className="link" href={`/campaigns/${campaignId}`}>
                {formats.shortDate(new Date(at), new Date())}
              </AppLink>
            </span>
          ))}
        </>
      )}
    </Note>
  )
}

function useRuleInWords(): (rule: Recurrence) => string {
  const words = useWords(scheduleWords)
  const formats = useFormats()
  const { language } = useLanguage()
  const list = new Intl.ListFormat(language === 'nb' ? 'nb-NO' : 'en-GB')
  return (rule) => {
    const time = language === 'nb' ? asClock(rule.minutes).replace(':', '.') : asClock(rule.minutes)
    const names = weekdayNames(language, 'long')
    const said =
      rule.every === 'day'
        ? words.rules.day(time)
        : rule.every === 'month'
          ? words.rules.month(String(rule.day), time)
          : words.rules.week(list.format(rule.weekdays.map((day) => names[day - 1] ?? '')), time)
    return `${said}${rule.until === null ? '' : words.untilDay(formats.longDate(new Date(rule.until)))}`
  }
}
