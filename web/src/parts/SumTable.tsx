// An account: rows, a line under each group with its sum, a double line under the whole. What is shown adds up to what is shown.
import type { ReactNode } from 'react'
import { useFormats, useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import { PeopleNumber } from './PeopleNumber.tsx'
import styles from './SumTable.module.css'
import { roundToSum } from './shares.ts'

export type SumRow = {
  id: string
  label: ReactNode
  /** A second word, such as the day. */
  note?: ReactNode
  /** What it was worth when it happened, where that differs from now. */
  before?: number
  now: number
  /** The facts behind the number, as a path below /api. */
  people?: string | null
}
export type SumGroup = { id: string; heading: string; rows: SumRow[]; sum: string }

export type SumTableProps = {
  caption: string
  groups: SumGroup[]
  /** What the whole is called, and the whole number it is spoken of as (74 for 74.4). */
  total: { label: string; spoken?: number }
  digits?: number
}

export function SumTable({ caption, groups, total, digits = 1 }: SumTableProps) {
  const words = useWords(partWords)
  const formats = useFormats()
  const exactSums = groups.map((group) => group.rows.reduce((sum, row) => sum + row.now, 0))
  const sums = roundToSum(exactSums, digits)
  const whole = roundToSum([sums.reduce((sum, value) => sum + value, 0)], digits)[0] ?? 0
  const hasBefore = groups.some((group) => group.rows.some((row) => row.before !== undefined))
  const span = hasBefore ? 2 : 1
  const hasSpoken = total.spoken !== undefined && total.spoken !== whole
  return (
    <table className={styles.account}>
      <caption className="visually-hidden">{caption}</caption>
      {groups.map((group, at) => {
        const shown = roundToSum(
          group.rows.map((row) => row.now),
          digits,
          sums[at],
        )
        return (
          <tbody key={group.id}>
            <tr className={styles.heading}>
              <th scope="col">{group.heading}</th>
              {hasBefore && <HeadCell text={at === 0 ? words.atFirst : ''} />}
              <HeadCell text={at === 0 ? words.now : ''} />
            </tr>
            {group.rows.map((row, index) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.label}
                  {row.note && <em>{row.note}</em>}
                </th>
                {hasBefore && (
                  <td className="numeric dim">{row.before === undefined ? '' : formats.signed(row.before)}</td>
                )}
                <td className="numeric">
                  <PeopleNumber count={1} people={row.people}>
                    {formats.decimal(shown[index] ?? 0, digits)}
                  </PeopleNumber>
                </td>
              </tr>
            ))}
            <tr className={styles.sum}>
              <th scope="row" colSpan={span}>
                {group.sum}
              </th>
              <td className="numeric">{formats.decimal(sums[at] ?? 0, digits)}</td>
            </tr>
          </tbody>
        )
      })}
      <tfoot>
        <tr className={styles.total}>
          <th scope="row" colSpan={hasBefore ? 1 : span}>
            {total.label}
          </th>
          {hasBefore && <td className="numeric">{hasSpoken ? formats.decimal(whole, digits) : ''}</td>}
          <td className="numeric">
            {total.spoken === undefined ? formats.decimal(whole, digits) : formats.number(total.spoken)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** A heading over a column of figures, said once at the top. */
function HeadCell({ text }: { text: string }) {
  return text === '' ? (
    <td />
  ) : (
    <th scope="col" className="numeric">
      {text}
    </th>
  )
}

export type ScoreAccountProps = {
  heat: SumRow[]
  fit: SumRow[]
  /** The score as it is spoken of, a whole number. */
  score: number
  /** "11 page views from before she said yes to tracking": said, never hidden. */
  notCounted?: ReactNode
}

/** A score closed as an account: heat, fit, and the sum under a double line. */
export function ScoreAccount({ heat, fit, score, notCounted }: ScoreAccountProps) {
  const words = useWords(partWords)
  return (
    <>
      <SumTable
        caption={words.score}
        groups={[
          { id: 'heat', heading: words.heatWhat, rows: heat, sum: words.heat },
          { id: 'fit', heading: words.fitWhat, rows: fit, sum: words.fit },
        ]}
        total={{ label: words.score, spoken: score }}
      />
      {notCounted && <p className={`${styles.notCounted} small dim`}>{notCounted}</p>}
    </>
  )
}
