// Who must never be written to, in numbers: the lists that were uploaded, the attempts that were stopped, and the keys.
import { useQuery } from '@tanstack/react-query'
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
  const formats = useFormats()
  return (
    <section className={imports.section}>
      <h2>{words.attemptsTitle}</h2>
      <p className={imports.hint}>{words.attemptsHint}</p>
      {attempts.length === 0 ? (
        <p className={imports.said}>{words.noAttempts}</p>
      ) : (
        <table className={imports.list}>
          <thead>
            <tr>
              <th scope="col">{words.day}</th>
              <th scope="col">{words.way}</th>
              <th scope="col">{words.why}</th>
              <th scope="col" className="numeric">
                {words.addresses}
              </th>
            </tr>
          </thead>
          <tbody>
            {attempts.map(({ day, way, reason, addresses }) => (
              <tr key={`${day} ${way} ${reason}`}>
                <th scope="row">
                  <DateText at={`${day}T12:00:00.000Z`} />
                </th>
                <td>{words.ways[way] ?? way}</td>
                <td>{words.reason[reason] ?? reason}</td>
                <td className="numeric" data-label={words.addresses}>
                  {formats.number(addresses)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Keys({ overview: { entries, keys } }: { overview: Overview }) {
  const words = useWords(suppressionWords)
  const formats = useFormats()
  if (keys.length === 0) return null
  return (
    <section className={imports.section}>
      <h2>{words.keysTitle}</h2>
      {entries.length > 0 && (
        <table className={imports.list}>
          <thead>
            <tr>
              <th scope="col">{words.address}</th>
              <th scope="col">{words.stops}</th>
              <th scope="col">{words.why}</th>
              <th scope="col" className="numeric">
                {words.entries}
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((one) => (
              <tr key={`${one.kind} ${one.scope} ${one.reason}`}>
                <th scope="row">{words.kind[one.kind] ?? one.kind}</th>
                <td>{words.scope[one.scope]}</td>
                <td>{words.reason[one.reason] ?? one.reason}</td>
                <td className="numeric" data-label={words.entries}>
                  {formats.number(one.entries)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table className={imports.list}>
        <thead>
          <tr>
            <th scope="col">{words.key}</th>
            <th scope="col">{words.since}</th>
            <th scope="col">{words.state}</th>
            <th scope="col" className="numeric">
              {words.entries}
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key, place) => (
            <tr key={key.version}>
              <th scope="row">{words.keyN(String(key.version))}</th>
              <td className="dim">
                <DateText at={key.createdAt} />
              </td>
              <td className={key.isMissing ? 'broken' : undefined}>
                {key.isMissing
                  ? words.isMissing
                  : key.givenUpReason !== null
                    ? words.givenUp(key.givenUpReason)
                    : place === 0
                      ? words.inUse
                      : words.older}
              </td>
              <td className="numeric" data-label={words.entries}>
                {formats.number(key.entries)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
