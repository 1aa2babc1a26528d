// The people behind a number, and the Why of each. What is shown is in the URL, so it can be shared and left with Back.
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { get } from '../api.ts'
import { useFormats, useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import { Answer } from './Answer.tsx'
import { AppLink } from './AppLink.tsx'
import { ConsentMark } from './ConsentMark.tsx'
import { DateText } from './DateText.tsx'
import styles from './Drawer.module.css'
import type { DrawerSearch } from './drawer-search.ts'
import { EmptyState } from './EmptyState.tsx'
import { ErrorNote } from './ErrorNote.tsx'
import { Loading } from './Loading.tsx'
import { useOpenPeople, useOpenWhy } from './open-people.ts'
import { Portrait } from './Portrait.tsx'
import { WhyContent, WhyDrawer } from './WhyDrawer.tsx'
import type { PeoplePage, PersonRow, WhyAnswer } from './why.ts'

const withCursor = (source: string, cursor: string | null) =>
  cursor === null ? source : `${source}${source.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`

/** Stands once in the frame and opens whatever the URL names. */
export function PeopleDrawer({ people, why }: DrawerSearch) {
  const words = useWords(partWords)
  const formats = useFormats()
  const navigate = useNavigate()
  const openPeople = useOpenPeople()
  const openWhy = useOpenWhy()
  const list = useInfiniteQuery({
    queryKey: ['people', people],
    queryFn: ({ pageParam, signal }) => get<PeoplePage>(withCursor(people ?? '', pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: people !== undefined,
  })
  const answer = useQuery({
    queryKey: ['why', why],
    queryFn: ({ signal }) => get<WhyAnswer>(why ?? '', signal),
    enabled: why !== undefined,
  })
  const close = () =>
    void navigate({ to: '.', search: ({ people: _people, why: _why, ...rest }) => rest, resetScroll: false })

  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const withWhy = rows.filter((row) => row.why)
  const place = why ? withWhy.findIndex((row) => row.why === why) : -1
  const walk = (step: number) => {
    const target = place < 0 ? null : withWhy[place + step]?.why
    return target ? () => openWhy(target) : undefined
  }

  if (why !== undefined)
    return (
      <WhyDrawer
        isOpen
        onClose={close}
        onBack={people === undefined ? undefined : () => openPeople(people)}
        title={place < 0 ? words.why : words.placeInList(formats.number(place + 1), formats.number(total))}
        onPrevious={walk(-1)}
        onNext={walk(1)}
        footer={answer.data?.next}
      >
        <Answer query={answer} what={words.why}>
          {(data) => (
            <WhyContent
              why={data}
              action={
                <Button component={AppLink} href={`/contacts/${data.person.id}`} size="compact-sm">
                  {words.openContact}
                </Button>
              }
            />
          )}
        </Answer>
      </WhyDrawer>
    )

  return (
    <WhyDrawer
      isOpen={people !== undefined}
      onClose={close}
      title={list.data ? (list.data.pages[0]?.title ?? words.people(formats.number(total), total === 1)) : '…'}
    >
      {list.isError && rows.length === 0 && (
        <ErrorNote title={words.peopleFailed} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading />}
      {list.data && rows.length === 0 && <EmptyState title={words.nobody}>{words.nobodyDetail}</EmptyState>}
      {rows.length > 0 && (
        <ul className={styles.people}>
          {rows.map((row) => (
            <Person key={row.id} row={row} onWhy={openWhy} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className={styles.more} disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.showMore}
        </Button>
      )}
    </WhyDrawer>
  )
}

function Person({ row, onWhy }: { row: PersonRow; onWhy: (why: string) => void }) {
  const words = useWords(partWords)
  const { why } = row
  return (
    <li>
      <Portrait name={row.name} />
      <div>
        <AppLink className="name" href={`/contacts/${row.id}`}>
          {row.name}
        </AppLink>
        {row.detail && <p className="small dim">{row.detail}</p>}
        {(row.state || row.note) && (
          <p className={styles.note}>
            {row.state && <ConsentMark state={row.state} label={row.note ? undefined : words.state[row.state]} />}{' '}
            {row.note}
          </p>
        )}
      </div>
      <div className={styles.side}>
        {row.at && (
          <p className="small dim">
            <DateText at={row.at} />
          </p>
        )}
        {why && (
          <button type="button" className="link small" aria-label={words.whyFor(row.name)} onClick={() => onWhy(why)}>
            {words.why}
          </button>
        )}
      </div>
    </li>
  )
}
