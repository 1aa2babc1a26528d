// Who must never be written to, in numbers: the lists that were uploaded, the attempts that were stopped, and the keys.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { suppressionWords } from '../../words/suppression.ts'
import imports from '../imports/Imports.module.css'
import { type ListRow, listsQuery, type Overview, overviewQuery } from './suppression.ts'
import { UploadList } from './UploadList.tsx'

export function SuppressionPage() {
  const words = useWords(suppressionWords)
  const lists = useQuery(listsQuery)
  const overview = useQuery(overviewQuery(lists.data?.items))
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: words.contacts, href: '/contacts' }]} />
      <PageBody>
        <Answer query={overview} what={words.what} level={1}>
          {(all) => (
            <>
              <Title overview={all} />
              {all.fault !== null && (
                <p className={`${imports.said} ${imports.warning}`} role="alert">
                  {all.fault}
                </p>
              )}
            </>
          )}
        </Answer>
        <UploadList />
        <section className={imports.section}>
          <h2>{words.listsTitle}</h2>
          <Answer query={lists} what={words.listsWhat}>
            {({ items }) =>
              items.length === 0 ? <p className={imports.said}>{words.noLists}</p> : <Lists rows={items} />
            }
          </Answer>
        </section>
        {overview.data && (
          <>
            <Attempts attempts={overview.data.attempts} />
            <Keys overview={overview.data} />
          </>
        )}
      </PageBody>
    </>
  )
}

function Title({ overview }: { overview: Overview }) {
  const words = useWords(suppressionWords)
  const formats = useFormats()
  const count = overview.entries.reduce((sum, one) => sum + one.entries, 0)
  return (
    <PageTitle below={words.below}>
      {count === 0 ? words.none : words.headline(formats.number(count), count === 1)}
    </PageTitle>
  )
}

function Lists({ rows }: { rows: ListRow[] }) {
  const words = useWords(suppressionWords)
  const formats = useFormats()
  return (
    <table className={imports.list}>
      <thead>
        <tr>
          <th scope="col">{words.file}</th>
          <th scope="col">{words.stops}</th>
          <th scope="col">{words.when}</th>
          {(['added', 'known', 'held', 'removed', 'refused'] as const).map((column) => (
            <th key={column} scope="col" className="numeric">
              {words[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.fileName}
              {row.status !== 'done' && (
                <span className={row.status === 'running' ? 'dim' : 'broken'}> {words.status[row.status]}</span>
              )}
              {(row.status === 'failed' || row.status === 'stopped') && (
                <span className="dim"> {row.fault ?? words.stoppedDetail}</span>
              )}
            </th>
            <td>{words.scope[row.scope]}</td>
            <td className="dim">
              <DateText at={row.createdAt} show="both" />
            </td>
            {(['added', 'known', 'held', 'removed'] as const).map((column) => (
              <td key={column} className="numeric" data-label={words[column]}>
                {formats.number(row[column])}
              </td>
            ))}
            <td className="numeric" data-label={words.refused}>
              {row.refused === 0 ? (
                formats.number(0)
              ) : (
                <a href={`/api/suppression-lists/${row.id}/refusals.csv`} aria-label={words.download}>
                  {formats.number(row.refused)}
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Attempts({ attempts }: Pick<Overview, 'attempts'>) {
  const words = useWords(suppressionWords)
  return (
    <section className={imports.section}>
      <h2>{words.attemptsTitle}</h2>
      <p className={imports.hint}>{words.attemptsHint}</p>
      {attempts.length === 0 ? (
        <p className={imports.said}>{words.noAttempts}</p>
      ) : (
        <CountTable
          heads={[words.day, words.way, words.why]}
          count={words.addresses}
          rows={attempts.map(({ day, way, reason, addresses }) => ({
            key: `${day} ${way} ${reason}`,
            name: <DateText at={`${day}T12:00:00.000Z`} />,
            said: [words.ways[way] ?? way, words.reason[reason] ?? reason],
            count: addresses,
          }))}
        />
      )}
    </section>
  )
}

function Keys({ overview: { entries, keys } }: { overview: Overview }) {
  const words = useWords(suppressionWords)
  if (keys.length === 0) return null
  return (
    <section className={imports.section}>
      <h2>{words.keysTitle}</h2>
      {entries.length > 0 && (
        <CountTable
          heads={[words.address, words.stops, words.why]}
          count={words.entries}
          rows={entries.map(({ kind, scope, reason, entries: count }) => ({
            key: `${kind} ${scope} ${reason}`,
            name: words.kind[kind] ?? kind,
            said: [words.scope[scope], words.reason[reason] ?? reason],
            count,
          }))}
        />
      )}
      <CountTable
        heads={[words.key, words.since, words.state]}
        count={words.entries}
        rows={keys.map((key, place) => ({
          key: String(key.version),
          name: words.keyN(String(key.version)),
          said: [
            <span key="since" className="dim">
              <DateText at={key.createdAt} />
            </span>,
            <KeyState key="state" of={key} isFirst={place === 0} />,
          ],
          count: key.entries,
        }))}
      />
    </section>
  )
}

function KeyState({ of: { isMissing, givenUpReason }, isFirst }: { of: Overview['keys'][number]; isFirst: boolean }) {
  const words = useWords(suppressionWords)
  if (isMissing) return <span className="broken">{words.isMissing}</span>
  if (givenUpReason !== null) return words.givenUp(givenUpReason)
  return isFirst ? words.inUse : words.older
}

type CountTableProps = {
  /** Above the name and what is said of it. */
  heads: string[]
  /** Above the number. */
  count: string
  rows: { key: string; name: ReactNode; said: ReactNode[]; count: number }[]
}

/** What was counted, one on each line: its name, what is said of it, and the number. */
function CountTable({ heads, count, rows }: CountTableProps) {
  const formats = useFormats()
  return (
    <table className={imports.list}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          <th scope="col" className="numeric">
            {count}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.name}</th>
            {row.said.map((said, place) => (
              <td key={heads[place + 1]}>{said}</td>
            ))}
            <td className="numeric" data-label={count}>
              {formats.number(row.count)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
