// Everybody who is known here, each with what they have said to marketing; found by name, company, address or by what they said.
import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUpload } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentText } from '../../parts/ConsentText.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorNote } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import { useMe } from '../../session.ts'
import { contactWords } from '../../words/contacts.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { purposesQuery } from '../purposes/purposes.ts'
import styles from './ContactsPage.module.css'
import { type PeopleFilter, type PersonInList, peopleQuery } from './contacts.ts'

const SAID = ['given', 'withdrawn', 'refused', 'requested', 'expired', 'none'] as const
/** The server stops counting here. */
const COUNT_MAX = 100_000
const BARS = [{ width: '38%', height: 30 }, ...Array.from({ length: 8 }, () => ({ width: '100%', height: 40 }))]

export function ContactsPage() {
  const words = useWords(contactWords)
  const parts = useWords(partWords)
  const me = useMe()
  const [search, setSearch] = useState('')
  const [purposeId, setPurposeId] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [settled] = useDebouncedValue(search.trim(), 200)
  const filter: PeopleFilter = {
    search: settled || undefined,
    importId: new URLSearchParams(location.search).get('importId') ?? undefined,
    ...(purposeId && said ? { purposeId, said } : {}),
  }
  const people = useInfiniteQuery({ ...peopleQuery(filter), placeholderData: keepPreviousData })
  const purposes = useQuery({ ...purposesQuery, enabled: me.role !== 'seller' })
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const mayImport = me.role !== 'seller'
  const rows = people.data?.pages.flatMap((page) => page.items) ?? []
  const clear = () => {
    setSearch('')
    setPurposeId(null)
    setSaid(null)
  }
  const actions = mayImport && (
    <>
      <Button component={AppLink} href="/contacts/suppression">
        {words.suppression}
      </Button>
      <Button component={AppLink} href="/contacts/imports">
        {words.imports}
      </Button>
      <Button
        component={AppLink}
        href="/contacts/imports/new"
        variant="filled"
        leftSection={<IconUpload size={16} stroke={1.5} />}
      >
        {words.importPeople}
      </Button>
    </>
  )
  const isEmpty = people.isSuccess && rows.length === 0 && !isFiltered
  return (
    <>
      <PageTop title={words.title} actions={actions} />
      <PageBody>
        {people.isPending ? (
          <Loading bars={BARS} />
        ) : people.isError && rows.length === 0 ? (
          <ErrorNote
            title={parts.failed(words.what)}
            error={people.error}
            onRetry={() => void people.refetch()}
            level={1}
          />
        ) : isEmpty ? (
          <EmptyState title={words.empty} level={1} isConsentMissing>
            {me.role === 'seller' ? words.emptySeller : words.emptyDetail}
          </EmptyState>
        ) : (
          <>
            <Headline total={people.data?.pages[0]?.total ?? 0} isFiltered={isFiltered} />
            <search className={styles.filters}>
              <TextInput
                className={styles.search}
                type="search"
                placeholder={words.search}
                aria-label={words.search}
                leftSection={<IconSearch size={16} stroke={1.5} />}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
              {purposes.data && (
                <>
                  <Select
                    aria-label={words.purpose}
                    placeholder={words.anyPurpose}
                    clearable
                    data={purposes.data.items.map((purpose) => ({ value: purpose.id, label: purpose.name }))}
                    value={purposeId}
                    onChange={(value) => {
                      setPurposeId(value)
                      setSaid(value ? (said ?? 'given') : null)
                    }}
                  />
                  {purposeId && (
                    <Select
                      aria-label={words.said}
                      allowDeselect={false}
                      data={SAID.map((value) => ({ value, label: words.saidTo[value] }))}
                      value={said}
                      onChange={setSaid}
                    />
                  )}
                </>
              )}
            </search>
            {rows.length === 0 ? (
              <EmptyState title={words.nobody} actions={<Button onClick={clear}>{words.clear}</Button>}>
                {words.nobodyDetail}
              </EmptyState>
            ) : (
              <PeopleTable people={rows} isOld={people.isPlaceholderData} />
            )}
            {people.hasNextPage && (
              <Button
                className={styles.more}
                loading={people.isFetchingNextPage}
                onClick={() => void people.fetchNextPage()}
              >
                {words.showMore}
              </Button>
            )}
          </>
        )}
      </PageBody>
    </>
  )
}

function Headline({ total, isFiltered }: { total: number; isFiltered: boolean }) {
  const words = useWords(contactWords)
  const formats = useFormats()
  const below = useMe().role === 'seller' ? words.belowSeller : words.below
  const count = formats.number(total)
  if (total >= COUNT_MAX) return <PageTitle below={below}>{words.more(count)}</PageTitle>
  return (
    <PageTitle below={below}>
      {isFiltered ? words.headlineFound(count, total === 1) : words.headline(count, total === 1)}
    </PageTitle>
  )
}

function PeopleTable({ people, isOld }: { people: PersonInList[]; isOld: boolean }) {
  const words = useWords(contactWords)
  return (
    <table className={styles.list} aria-busy={isOld || undefined}>
      <thead>
        <tr>
          <th scope="col">{words.person}</th>
          <th scope="col">{words.company}</th>
          <th scope="col">{words.mails}</th>
          <th scope="col" className={styles.since}>
            {words.since}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} person={person} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ person }: { person: PersonInList }) {
  const words = useWords(contactWords)
  const formats = useFormats()
  const name = person.name ?? words.nameless
  const about = [person.title, person.city].filter(Boolean).join(', ')
  return (
    <tr>
      <th scope="row">
        <div className={styles.person}>
          <Portrait name={name} />
          <div>
            <AppLink className="name" href={`/contacts/${person.id}`}>
              {name}
            </AppLink>
            <span>{about || (person.email !== person.name && person.email) || ' '}</span>
          </div>
        </div>
      </th>
      <td>{person.company ?? <span className="dim">–</span>}</td>
      <td>
        <ConsentText state={person.mark} />
        {person.yesCount > 1 && (
          <span className={`${styles.yesTo} small dim`}>
            {words.yesTo(person.yesCount, formats.number(person.yesCount))}
          </span>
        )}
      </td>
      <td className={`${styles.since} dim`}>
        <DateText at={person.createdAt} />
      </td>
    </tr>
  )
}
