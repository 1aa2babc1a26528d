// The reasons of a forecast, each a line that opens to the people behind it. Every person is in exactly one of them.
import { ActionIcon, SegmentedControl } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { get } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import type { ConsentState } from '../../parts/consent-state.ts'
import { DateText } from '../../parts/DateText.tsx'
import { markOfReason } from '../../parts/decision-mark.ts'
import { useOpenWhy } from '../../parts/open-people.ts'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import type { PeoplePage } from '../../parts/why.ts'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useLanguage, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { smsWords } from '../../words/sms.ts'
import type { Campaign, CampaignReason, Forecast } from './campaigns.ts'
import styles from './ReasonTable.module.css'

type GroupName = 'gets' | 'consent' | 'quiet' | 'address' | 'other'
const GROUPS: { name: GroupName; mark: ConsentState; reasons: CampaignReason[] }[] = [
  { name: 'gets', mark: 'given', reasons: ['given', 'customer'] },
  {
    name: 'consent',
    mark: 'none',
    reasons: ['never_asked', 'withdrawn', 'expired', 'sale_too_old', 'asked', 'unproven', 'refused', 'topic_declined'],
  },
  {
    name: 'quiet',
    mark: 'paused',
    reasons: ['paused', 'too_soon', 'objected', 'restricted', 'in_negotiation', 'outside_calling_hours'],
  },
  {
    name: 'address',
    mark: 'address',
    reasons: ['no_address', 'address_stopped', 'same_mailbox', 'not_washed', 'reserved'],
  },
  { name: 'other', mark: 'restricted', reasons: ['erased', 'purpose_retired'] },
]

export function ReasonTable({ campaign, forecast }: { campaign: Campaign; forecast: Forecast }) {
  const words = useWords(campaignWords)
  const { details } = useWords(smsWords)
  const inSms = campaign.channel === 'sms' ? details : undefined
  const [opened, setOpened] = useState<GroupName>()
  const countOf = (reason: CampaignReason) =>
    reason === 'given'
      ? forecast.gets - forecast.customers
      : reason === 'customer'
        ? forecast.customers
        : (forecast.not.find((part) => part.reason === reason)?.count ?? 0)
  const groups = GROUPS.map((group) => {
    const parts = group.reasons.map((reason) => ({ reason, count: countOf(reason) })).filter((part) => part.count > 0)
    return { ...group, parts, count: parts.reduce((sum, part) => sum + part.count, 0) }
  }).filter((group) => group.count > 0)
  const people = `/campaigns/${campaign.id}/forecast/people`
  return (
    <div className={styles.groups}>
      {groups.map(({ name, mark, parts, count }) => {
        const { title, detail } = words.groups[name]
        const isOpen = opened === name
        const source = `${people}?reasons=${parts.map((part) => part.reason).join(',')}`
        return (
          <Fragment key={name}>
            <div className={styles.group}>
              <ConsentMark state={mark} size={20} />
              <b className={styles.count}>
                <PeopleNumber count={count} people={source} />
              </b>
              <div className={styles.what}>
                <b>{title}</b>
                <span className="text-13 muted">{(inSms?.[name] ?? detail)(campaign.purpose.name)}</span>
              </div>
              <ActionIcon
                aria-label={words.open(title)}
                aria-expanded={isOpen}
                onClick={() => setOpened(isOpen ? undefined : name)}
              >
                {isOpen ? <IconChevronUp size={16} stroke={1.5} /> : <IconChevronDown size={16} stroke={1.5} />}
              </ActionIcon>
            </div>
            {isOpen && <Behind people={people} parts={parts} total={count} mayAsk={name !== 'consent'} />}
          </Fragment>
        )
      })}
    </div>
  )
}

type BehindProps = {
  people: string
  parts: { reason: CampaignReason; count: number }[]
  total: number
  mayAsk: boolean
}

function Behind({ people, parts, total, mayAsk }: BehindProps) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const [chosen, setChosen] = useState('')
  const reasons = chosen === '' ? parts.map((part) => part.reason).join(',') : chosen
  const source = `${people}?reasons=${reasons}`
  const { language } = useLanguage()
  const list = useQuery({
    queryKey: ['people', source, 'first', language],
    queryFn: ({ signal }) => get<PeoplePage>(`${source}&limit=5`, signal),
  })
  return (
    <div className={styles.behind}>
      {parts.length > 1 && (
        <SegmentedControl
          className={styles.choice}
          value={chosen}
          onChange={setChosen}
          data={[
            { value: '', label: words.all(formats.number(total)) },
            ...parts.map(({ reason, count }) => ({
              value: reason,
              label: (
                <span className={styles.reason}>
                  <ConsentMark state={markOfReason(reason) ?? 'address'} size={16} />
                  {words.reasons[reason]} {formats.number(count)}
                </span>
              ),
            })),
          ]}
        />
      )}
      <Answer query={list} what={words.people}>
        {(page) => <Rows page={page} />}
      </Answer>
      <p className={`${styles.foot} small dim`}>
        <PeopleNumber count={list.data?.total ?? 0} people={source}>
          {words.seeAll(formats.number(list.data?.total ?? 0))}
        </PeopleNumber>
        {!mayAsk && <span>{words.notByMail}</span>}
      </p>
    </div>
  )
}

function Rows({ page }: { page: PeoplePage }) {
  const words = useWords(partWords)
  const openWhy = useOpenWhy()
  return (
    <ul>
      {page.items.map((person) => (
        <li key={person.id} className={styles.person}>
          <Portrait name={person.name} />
          <div className={styles.who}>
            <AppLink className="name" href={`/contacts/${person.id}`}>
              {person.name}
            </AppLink>
            <p className="small dim">{person.detail}</p>
          </div>
          <span className={styles.note}>
            {person.state && <ConsentMark state={person.state} />} {person.note}
          </span>
          <span className={`${styles.at} dim no-wrap`}>{person.at && <DateText at={person.at} show="date" />}</span>
          <button
            type="button"
            className="link small"
            aria-label={words.whyFor(person.name)}
            onClick={() => person.why && openWhy(person.why)}
          >
            {words.why}
          </button>
        </li>
      ))}
    </ul>
  )
}
