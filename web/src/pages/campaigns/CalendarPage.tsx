// Everything that goes out, by month or week: what went, what is planned, what rules foretell. A scheduled campaign is
// dragged to another day, or moved a day at a time by its buttons.
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useLanguage, useWords } from '../../words/language.tsx'
import { scheduleWords } from '../../words/schedule.ts'
import styles from './CalendarPage.module.css'
import {
  addDays,
  type CalendarItem,
  calendarQuery,
  daysBetween,
  daysOf,
  moveCampaign,
  type Span,
  sameDay,
} from './calendar.ts'

export function CalendarPage() {
  const campaigns = useWords(campaignWords)
  const words = useWords(scheduleWords)
  const { language } = useLanguage()
  const [span, setSpan] = useState<Span>('month')
  const [day, setDay] = useState(() => new Date())
  const days = daysOf(span, day)
  const items = useQuery(calendarQuery(days[0] ?? day, addDays(days.at(-1) ?? day, 1)))
  const locale = language === 'nb' ? 'nb-NO' : 'en-GB'
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(day)
  const heading = `${month.charAt(0).toUpperCase()}${month.slice(1)}`
  const step = (by: number) =>
    setDay(span === 'week' ? addDays(day, 7 * by) : new Date(day.getFullYear(), day.getMonth() + by, 1))
  return (
    <>
      <PageTop
        title={words.calendar}
        crumbs={[{ label: campaigns.title, href: '/campaigns' }]}
        actions={
          <>
            <ActionIcon size={32} aria-label={words.before} onClick={() => step(-1)}>
              <IconChevronLeft size={16} stroke={1.5} />
            </ActionIcon>
            <Button onClick={() => setDay(new Date())}>{words.today}</Button>
            <ActionIcon size={32} aria-label={words.after} onClick={() => step(1)}>
              <IconChevronRight size={16} stroke={1.5} />
            </ActionIcon>
          </>
        }
      />
      <PageBody isWide>
        <div className={styles.page}>
          <div className={styles.head}>
            <PageTitle below={words.moveHint}>{heading}</PageTitle>
            <SegmentedControl
              aria-label={words.calendar}
              value={span}
              onChange={(value) => setSpan(value === 'week' ? 'week' : 'month')}
              data={(['month', 'week'] as const).map((value) => ({ value, label: words[value] }))}
            />
          </div>
          <Answer query={items} what={words.calendarWhat} level={2}>
            {(answer) => <Days days={days} month={span === 'month' ? day.getMonth() : null} items={answer.items} />}
          </Answer>
        </div>
      </PageBody>
    </>
  )
}

type DaysProps = { days: Date[]; month: number | null; items: CalendarItem[] }

function Days({ days, month, items }: DaysProps) {
  const words = useWords(scheduleWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const mayMove = useMe().role !== 'privacy_officer'
  const move = useMutation({
    mutationFn: ({ item, by }: { item: CalendarItem; by: number }) => moveCampaign(item.campaignId, by),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['calendar'] }),
  })
  const drop = (event: DragEvent, day: Date) => {
    event.preventDefault()
    const item = items.find((one) => one.mayMove && one.campaignId === event.dataTransfer.getData('text/plain'))
    const by = item ? daysBetween(new Date(item.at), day) : 0
    if (item && by !== 0) move.mutate({ item, by })
  }
  return (
    <>
      {move.isError && <ErrorLine error={move.error} />}
      {move.isSuccess && (
        <Note role="status">{words.moved(move.variables.item.name, formats.exact(new Date(move.data.startsAt)))}</Note>
      )}
      <ol className={styles.days}>
        {days.map((day) => (
          <li
            key={+day}
            className={styles.day}
            data-other={month !== null && day.getMonth() !== month}
            data-today={sameDay(day, new Date())}
            onDragOver={(event) => mayMove && event.preventDefault()}
            onDrop={(event) => drop(event, day)}
          >
            <span className={styles.date}>{formats.weekday(day)}</span>
            <ul>
              {items
                .filter((item) => sameDay(new Date(item.at), day))
                .map((item) => (
                  <Item
                    key={`${item.campaignId} ${item.at}`}
                    item={item}
                    move={mayMove && item.mayMove ? (by) => move.mutate({ item, by }) : undefined}
                  />
                ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}

type ItemProps = { item: CalendarItem; move: ((days: number) => void) | undefined }

function Item({ item, move }: ItemProps) {
  const campaigns = useWords(campaignWords)
  const words = useWords(scheduleWords)
  const formats = useFormats()
  const state = item.isForetold ? words.foretold : item.isWaiting ? words.waiting : campaigns.states[item.status]
  return (
    <li
      className={styles.item}
      data-state={item.isForetold ? 'foretold' : item.isWaiting ? 'waiting' : item.status}
      draggable={move !== undefined}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', item.campaignId)}
    >
      <AppLink href={`/campaigns/${item.campaignId}`}>
        <b>{formats.time(new Date(item.at))}</b> {item.name}
      </AppLink>
      <span className="small dim">{state}</span>
      {move && (
        <span className={styles.moves}>
          <ActionIcon size={24} aria-label={words.earlier(item.name)} onClick={() => move(-1)}>
            <IconChevronLeft size={14} stroke={1.5} />
          </ActionIcon>
          <ActionIcon size={24} aria-label={words.later(item.name)} onClick={() => move(1)}>
            <IconChevronRight size={14} stroke={1.5} />
          </ActionIcon>
        </span>
      )}
    </li>
  )
}
