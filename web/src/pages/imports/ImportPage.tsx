// One import: how far it is while it runs, what became of every row after, and each row that was not taken with its reason.
import { Button, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ErrorNote } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { importNoteWords } from '../../words/import-notes.ts'
import { importWords } from '../../words/imports.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import styles from './Imports.module.css'
import { type ImportReport, importQuery, refusalsQuery, takenOf } from './imports.ts'

export function ImportPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const words = useWords(importWords)
  const report = useQuery(importQuery(id))
  const crumbs = [
    { label: words.contacts, href: '/contacts' },
    { label: words.title, href: '/contacts/imports' },
  ]
  return (
    <>
      <PageTop title={report.data?.fileName ?? words.title} crumbs={crumbs} />
      <PageBody>
        <Answer query={report} what={words.importWhat} level={1}>
          {(one) => (
            <>
              <Title report={one} />
              {one.status === 'running' && (
                <progress
                  className={styles.bar}
                  aria-label={words.progress}
                  max={one.totalRows ?? undefined}
                  value={one.totalRows ? one.rows : undefined}
                />
              )}
              {(one.status === 'failed' || one.status === 'stopped') && (
                <p className={`${styles.said} ${styles.warning}`} role="status">
                  {one.fault ?? words.stoppedDetail}
                </p>
              )}
              <Numbers report={one} />
              {takenOf(one) > 0 && one.status !== 'running' && (
                <div className={styles.actions}>
                  <Button component={AppLink} href={`/contacts?importId=${one.id}`}>
                    {words.showPeople}
                  </Button>
                </div>
              )}
              {one.status !== 'running' && <Refusals report={one} />}
            </>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

function Title({ report }: { report: ImportReport }) {
  const words = useWords(importWords)
  const formats = useFormats()
  const { rows, totalRows, status, fileName, createdAt } = report
  const taken = takenOf(report)
  const number = formats.number
  const total = number(totalRows ?? rows)
  const said =
    status === 'running'
      ? words.running(number(rows), total)
      : status !== 'done'
        ? words.failedTitle(number(rows), total)
        : taken === rows
          ? words.doneAll(number(rows))
          : words.done(number(taken), number(rows))
  return <PageTitle below={words.aboutFile(fileName, formats.exact(new Date(createdAt)))}>{said}</PageTitle>
}

function Numbers({ report }: { report: ImportReport }) {
  const words = useWords(importWords)
  const formats = useFormats()
  const rows: [string, number][] = [
    [words.fresh, report.created],
    [words.known, report.updated],
    [words.refused, report.refused],
  ]
  const said: [string, number][] = [
    [words.given, report.given],
    [words.withdrawn, report.withdrawn],
    [words.heldBackRows, report.heldBack],
  ]
  const line = ([label, count]: [string, number]) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      <td className="numeric">{formats.number(count)}</td>
    </tr>
  )
  return (
    <>
      <table className={styles.sums}>
        <tbody>{rows.map(line)}</tbody>
        <tfoot>
          <tr className={styles.total}>
            <th scope="row">{words.rowsInFile}</th>
            <td className="numeric">{formats.number(report.rows)}</td>
          </tr>
        </tfoot>
      </table>
      <table className={styles.sums}>
        <tbody>{said.map(line)}</tbody>
      </table>
    </>
  )
}

function Refusals({ report }: { report: ImportReport }) {
  const words = useWords(importWords)
  const notes = useWords(importNoteWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const [code, setCode] = useState<string | null>(null)
  const refusals = useInfiniteQuery(refusalsQuery(report.id, code))
  const rows = refusals.data?.pages.flatMap((page) => page.items) ?? []
  if (report.reasons.length === 0) return <p className={styles.said}>{words.noneRefused}</p>
  return (
    <section className={styles.section}>
      <header>
        <h2>{words.refusedTitle}</h2>
        <div className={styles.below} style={{ marginTop: 0 }}>
          <Select
            aria-label={words.why}
            placeholder={words.allReasons}
            clearable
            data={report.reasons.map((reason) => ({
              value: reason.code,
              label: `${notes.code[reason.code] ?? reason.code} (${formats.number(reason.rows)})`,
            }))}
            value={code}
            onChange={setCode}
          />
          <Button
            component="a"
            href={`/api/imports/${report.id}/refusals.csv`}
            leftSection={<IconDownload size={16} stroke={1.5} />}
          >
            {words.download}
          </Button>
        </div>
      </header>
      {refusals.isPending ? (
        <Loading />
      ) : refusals.isError ? (
        <ErrorNote
          title={parts.failed(words.refusalsWhat)}
          error={refusals.error}
          onRetry={() => void refusals.refetch()}
        />
      ) : (
        <table className={styles.notes}>
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.why}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.line} ${row.code} ${row.column}`}>
                <th scope="row" data-label={words.line}>
                  {formats.number(row.line)}
                </th>
                <td className="dim">{row.column || '–'}</td>
                <td>
                  <b>{notes.code[row.code] ?? row.code}.</b> {notes.advice[row.code] ?? row.reason}{' '}
                  <span className="dim">{row.isTaken ? words.inPart : words.notAtAll}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {refusals.hasNextPage && (
        <div className={styles.actions}>
          <Button loading={refusals.isFetchingNextPage} onClick={() => void refusals.fetchNextPage()}>
            {words.showMore}
          </Button>
        </div>
      )}
    </section>
  )
}
