// What people have said, channel by channel. Each number leads to them; the mark in the head says what it counts.
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { MARK_OF_EVENT } from '../../parts/decision-mark.ts'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { purposeWords } from '../../words/purposes.ts'
import { type Purpose, peopleWho, type Said, saidOf } from './purposes.ts'
import styles from './SaidTable.module.css'

/** The heads of the columns that count people. */
export function SaidHeads({ columns }: { columns: readonly Said[] }) {
  const words = useWords(purposeWords)
  return columns.map((said) => (
    <th scope="col" key={said} className="numeric">
      <span className={styles.head}>
        <ConsentMark state={MARK_OF_EVENT[said]} size={16} /> {words[said]}
      </span>
    </th>
  ))
}

type CellsProps = { purpose: Purpose; counts: Purpose['counts'][number]; columns: readonly Said[] }

/** The cells of one channel. On a phone each says what it counts. */
export function SaidCells({ purpose, counts, columns }: CellsProps) {
  const words = useWords(purposeWords)
  return columns.map((said) => (
    <td key={said} className={`${styles.count} numeric`} data-said={said} data-none={counts[said] === 0 || undefined}>
      <span className={styles.label}>
        <ConsentMark state={MARK_OF_EVENT[said]} size={16} /> {words[said]}
      </span>
      <PeopleNumber count={counts[said]} people={peopleWho(purpose.id, said, counts.channel)} />
    </td>
  ))
}

/** One purpose's table. */
export function SaidTable({ purpose }: { purpose: Purpose }) {
  const columns = saidOf([purpose])
  const words = useWords(purposeWords)
  const parts = useWords(partWords)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.channel}</th>
          <SaidHeads columns={columns} />
        </tr>
      </thead>
      <tbody>
        {purpose.counts.map((counts) => (
          <tr key={counts.channel}>
            <th scope="row" className={styles.row}>
              {parts.channel[counts.channel]}
            </th>
            <SaidCells purpose={purpose} counts={counts} columns={columns} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}
