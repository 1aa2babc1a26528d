// One lead as its seller reads it: why now, what may be done, the next step, in that order. A way that is not allowed has no button.
import { Button } from '@mantine/core'
import { IconChevronLeft, IconClock, IconMail, IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { markOfDecision } from '../../parts/decision-mark.ts'
import { Tag } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { leadWords } from '../../words/leads.ts'
import { AskOnLead } from '../asks/AskOnLead.tsx'
import { LeadAnswer } from './LeadAnswer.tsx'
import styles from './LeadDetail.module.css'
import { type Lead, leadQuery, type Way } from './leads.ts'
import { useTimeLeft } from './use-time-left.ts'

export type LeadDetailProps = {
  id: string
  /** Where it stands in the list it was opened from; -1 where it is not there. */
  place: number
  total: number
  /** It is the whole page, as on a phone. */
  isAlone: boolean
}

export function LeadDetail({ id, place, total, isAlone }: LeadDetailProps) {
  const words = useWords(leadWords)
  const formats = useFormats()
  const timeLeft = useTimeLeft()
  const lead = useQuery(leadQuery(id))
  const time = lead.data?.status === 'assigned' ? timeLeft(lead.data, new Date()) : undefined
  return (
    <article className={styles.lead} data-alone={isAlone || undefined}>
      <div className={styles.bar}>
        {isAlone && (
          <Link className={styles.back} to="/leads" aria-label={words.back}>
            <IconChevronLeft size={20} stroke={1.5} aria-hidden />
          </Link>
        )}
        {place >= 0 && (
          <span className="text-13 strong">{words.place(formats.number(place + 1), formats.number(total))}</span>
        )}
        {time && (
          <span className={styles.time}>
            <Tag tone={time.isNear ? 'near' : 'plain'} icon={<IconClock size={14} stroke={1.5} aria-hidden />}>
              {time.long}
            </Tag>
          </span>
        )}
      </div>
      <Answer query={lead} what={words.lead} level={2}>
        {(data) => <Content lead={data} level={isAlone ? 1 : 2} />}
      </Answer>
      {lead.data && <LeadAnswer lead={lead.data} />}
    </article>
  )
}

function Content({ lead, level }: { lead: Lead; level: 1 | 2 }) {
  const Heading = `h${level}` as const
  const Part = level === 1 ? 'h2' : 'h3'
  const words = useWords(leadWords)
  const formats = useFormats()
  const now = new Date()
  const place = [lead.city, lead.employees === null ? null : words.employees(formats.number(lead.employees))]
  return (
    <div className={styles.content}>
      <div>
        <header className={styles.who}>
          <Heading>{lead.name ?? words.noName}</Heading>
          <p className="muted">{[lead.jobTitle, lead.company].filter(Boolean).join(', ')}</p>
          <p className="text-13 dim">
            {place.some(Boolean) && `${place.filter(Boolean).join(', ')}. `}
            <AppLink className="link" href={`/contacts/${lead.contactId}`}>
              {words.scoreThen(formats.number(Math.round(lead.heat + lead.fit)))}
            </AppLink>{' '}
            {words.whenHanded}.
          </p>
        </header>
        <section className={styles.section}>
          <Part>{words.whyNow}</Part>
          {lead.facts.length === 0 && <p className={styles.plain}>{words.noFacts}</p>}
          <ol className={styles.facts}>
            {lead.facts.map((fact) => (
              <li key={`${fact.at} ${fact.text}`}>
                <DateText at={fact.at} now={now} />
                <p>{words.times(fact.text, fact.times, formats.number(fact.times))}</p>
              </li>
            ))}
          </ol>
        </section>
        <MayDo lead={lead} now={now} heading={Part} />
        <NextStep lead={lead} heading={Part} />
        <AskOnLead contactId={lead.contactId} name={lead.name} heading={Part} className={styles.section} />
      </div>
      <aside className={styles.side}>
        <section className={styles.section}>
          <Part>{words.sum}</Part>
          <dl className={styles.sum}>
            <dt>{words.heat}</dt>
            <dd>{formats.number(Math.round(lead.heat + lead.fit) - lead.fit)}</dd>
            <dt>{words.fit}</dt>
            <dd>{formats.number(lead.fit)}</dd>
            <dt data-sum>{words.total}</dt>
            <dd data-sum>{formats.number(Math.round(lead.heat + lead.fit))}</dd>
          </dl>
        </section>
        <section className={styles.section}>
          <Part>{words.came}</Part>
          <p className={styles.plain}>{words.cameDetail(formats.exact(new Date(lead.createdAt)), lead.seller.name)}</p>
        </section>
      </aside>
    </div>
  )
}

type PartHeading = { heading: 'h2' | 'h3' }

function MayDo({ lead, now, heading: Part }: { lead: Lead; now: Date } & PartHeading) {
  const words = useWords(leadWords)
  const mayMail = lead.ways.some((way) => way.channel === 'email' && way.isAllowed)
  return (
    <section className={styles.section}>
      <Part>{words.mayDo}</Part>
      {lead.ways.length === 0 && <p className={styles.plain}>{words.nobodyAsks}</p>}
      <ul className={styles.may}>
        {lead.ways.map((way) => (
          <li key={way.channel}>
            <ConsentMark state={markOfDecision(way, now)} until={way.expiresAt} now={now} size={24} />
            <div>
              <b>{way.isAllowed ? words.channel[way.channel] : words.no(words.channel[way.channel])}</b>
              <p>
                <SayWhy way={way} /> {way.channel === 'phone' && !way.isAllowed && mayMail && words.askByMail}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Words = (typeof leadWords)['en']

function SayWhy({ way }: { way: Way }) {
  const words = useWords(leadWords)
  const formats = useFormats()
  const at = way.since ? formats.exact(new Date(way.since)) : ''
  if (way.reason !== 'given') return `${words.reason[way.reason](way.purpose, at)} ${sayFrom(way, words, formats)}`
  const ends = way.expiresAt ? words.until(formats.longDate(new Date(way.expiresAt))) : ''
  const hours = way.until ? words.mayCallUntil(formats.time(new Date(way.until))) : ''
  return `${words.saidYes(way.purpose, at)} ${ends} ${hours}`
}

/** From when a call may be made that only the hour forbids now. */
function sayFrom(way: Way, words: Words, formats: ReturnType<typeof useFormats>): string {
  if (way.reason !== 'outside_calling_hours') return ''
  return way.from ? words.mayCallFrom(formats.exact(new Date(way.from))) : words.hourUnknown
}

function NextStep({ lead, heading: Part }: { lead: Lead } & PartHeading) {
  const words = useWords(leadWords)
  const open = (channel: Way['channel']) => lead.ways.find((way) => way.channel === channel && way.isAllowed)?.address
  const [mail, phone] = [open('email'), open('phone')]
  const step = mail && phone ? 'both' : phone ? 'call' : mail ? 'mail' : 'none'
  const fact = lead.facts[0]?.text
  const detail = step === 'none' ? words.nextDetail.none : fact && words.nextDetail.both(fact)
  return (
    <section className={`${styles.section} ${styles.next}`}>
      <Part>{words.nextStep}</Part>
      <p className={styles.nextStep}>{words.next[step]}</p>
      {detail && <p className="text-13 muted">{detail}</p>}
      <div className={styles.buttons}>
        {phone && (
          <Button component="a" href={`tel:${phone}`} leftSection={<IconPhone size={16} stroke={1.5} />}>
            {words.call}
          </Button>
        )}
        {mail && (
          <Button component="a" href={`mailto:${mail}`} leftSection={<IconMail size={16} stroke={1.5} />}>
            {words.write}
          </Button>
        )}
      </div>
    </section>
  )
}
