// What an import would do, counted over every row before anything is changed; the button says for how many.
import { Button } from '@mantine/core'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { contactWords } from '../../words/contacts.ts'
import { importNoteWords } from '../../words/import-notes.ts'
import { importWords } from '../../words/imports.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './Imports.module.css'
import { type Forecast, takenOf } from './imports.ts'

export type SummaryProps = {
  forecast: Forecast | null
  /** Sales were looked for, so that none is worth a line. */
  withSales: boolean
  /** Something above lacks what the check needs. */
  isUnfinished: boolean
  isOutdated: boolean
  isChecking: boolean
  isStarting: boolean
  error: unknown
  onCheck: () => void
  onStart: () => void
}

export function Summary(props: SummaryProps) {
  const { forecast, withSales, isUnfinished, isOutdated, isChecking, isStarting, error, onCheck, onStart } = props
  const words = useWords(importWords)
  const formats = useFormats()
  const taken = forecast ? takenOf(forecast) : 0
  return (
    <>
      {isChecking ? (
        <>
          <p className={styles.hint}>{words.checking}</p>
          <Loading />
        </>
      ) : (
        forecast && <Counted forecast={forecast} withSales={withSales} />
      )}
      {isOutdated && !isChecking && <p className={`${styles.said} ${styles.warning}`}>{words.mappingChanged}</p>}
      {isUnfinished && <p className={`${styles.said} ${styles.warning}`}>{words.unfinished}</p>}
      {error !== null && error !== undefined && <FaultLines error={error} />}
      <div className={styles.actions}>
        {forecast && !isOutdated ? (
          <Button variant="filled" size="sm" disabled={taken === 0} loading={isStarting} onClick={onStart}>
            {words.importNow(formats.number(taken), taken === 1)}
          </Button>
        ) : (
          <Button variant="filled" size="sm" disabled={isUnfinished} loading={isChecking} onClick={onCheck}>
            {words.check}
          </Button>
        )}
      </div>
    </>
  )
}

function Counted({ forecast, withSales }: { forecast: Forecast; withSales: boolean }) {
  const words = useWords(importWords)
  const contacts = useWords(contactWords)
  const formats = useFormats()
  const { rows, created, updated, refused, heldBack, sales, consent, notes } = forecast
  const taken = takenOf(forecast)
  const number = formats.number
  // A partner's yes without proof is kept, so its people do not come in as never asked.
  const hasUnproven = notes.some(({ code }) => code === 'unproven')
  const channelOf = (channel: string) => contacts.channel[channel] ?? channel
  return (
    <div role="status" className={styles.counted}>
      <p>
        <b>
          {taken === 0
            ? words.summaryNone
            : taken === rows
              ? words.summaryAll(number(rows))
              : words.summary(number(taken), number(rows))}
        </b>
      </p>
      <table className={styles.sums}>
        <tbody>
          <Line label={words.fresh} count={created} />
          <Line label={words.known} count={updated} />
          <Line label={words.refused} count={refused} />
        </tbody>
        <tfoot>
          <tr className={styles.total}>
            <th scope="row">{words.rowsInFile}</th>
            <td className="numeric">{number(rows)}</td>
          </tr>
        </tfoot>
      </table>
      {consent.length > 0 && (
        <table className={styles.sums}>
          <tbody>
            {consent.flatMap(({ purpose, channel, assumed, given, withdrawn }) => [
              <tr key={`${purpose} ${channel} yes`}>
                <th scope="row">
                  <span>
                    <ConsentMark state="given" />
                    {words.yesTo(purpose, channelOf(channel))}
                    {assumed && `, ${words.assumedMark}`}
                  </span>
                </th>
                <td className="numeric">{number(given)}</td>
              </tr>,
              <tr key={`${purpose} ${channel} no`}>
                <th scope="row">
                  <span>
                    <ConsentMark state="withdrawn" />
                    {words.noTo(purpose, channelOf(channel))}
                  </span>
                </th>
                <td className="numeric">{number(withdrawn)}</td>
              </tr>,
            ])}
          </tbody>
        </table>
      )}
      {withSales && (
        <table className={styles.sums}>
          <tbody>
            <tr>
              <th scope="row">
                <span>
                  <ConsentMark state="customer" />
                  {words.salesFound}
                </span>
              </th>
              <td className="numeric">{number(sales)}</td>
            </tr>
          </tbody>
        </table>
      )}
      {heldBack > 0 && <p className={styles.said}>{words.held(number(heldBack), number(rows))}</p>}
      {sales === 0 && !hasUnproven && !consent.some(({ given }) => given > 0) && (
        <p className={styles.said}>{words.noYes}</p>
      )}
      {notes.length > 0 && <Notes notes={notes} />}
    </div>
  )
}

function Line({ label, count }: { label: string; count: number }) {
  const formats = useFormats()
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="numeric">{formats.number(count)}</td>
    </tr>
  )
}

function Notes({ notes }: Pick<Forecast, 'notes'>) {
  const words = useWords(importWords)
  const noteWords = useWords(importNoteWords)
  const formats = useFormats()
  return (
    <section className={styles.section}>
      <h3>{words.whyNot}</h3>
      <table className={styles.notes}>
        <tbody>
          {notes.map(({ code, count, examples }) => (
            <tr key={code}>
              <th scope="row">
                {noteWords.code[code] ?? code}
                <br />
                <span className="dim">{words.rowsOf(formats.number(count), count === 1)}</span>
              </th>
              <td>
                {noteWords.advice[code] ?? examples[0]?.reason}{' '}
                <span className="dim">
                  {examples
                    .map(({ line, column }) => words.lineN(String(line)) + (column && ` (${column})`))
                    .join(', ')}
                  {count > examples.length && ` ${words.andMore(formats.number(count - examples.length))}`}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
