// What came of a campaign by receiving domain, by language and by segment: the same numbers, side by side.
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Answer } from '../../../parts/Answer.tsx'
import { AppLink } from '../../../parts/AppLink.tsx'
import { scrolls } from '../../../parts/scrolls.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import { resultWords } from '../../../words/results.ts'
import { translationWords } from '../../../words/translations.ts'
import type { Campaign } from '../campaigns.ts'
import styles from './Results.module.css'
import { type Outcomes, type Sums, segmentOutcomesQuery } from './results.ts'

export function Domains({ outcomes: { domains } }: { outcomes: Outcomes }) {
  const words = useWords(resultWords)
  if (domains.length === 0) return null
  const rows = domains.map((row) => ({ key: row.domain ?? '', name: row.domain ?? words.otherDomains, sums: row }))
  return (
    <section className={styles.section}>
      <h2>{words.domains}</h2>
      <PartTable head={words.domain} rows={rows} />
    </section>
  )
}

/** Nothing where the mail has one language alone. */
export function Languages({ outcomes: { languages } }: { outcomes: Outcomes }) {
  const words = useWords(resultWords)
  const { choices } = useWords(translationWords)
  if (languages.length < 2) return null
  const rows = languages.map((row) => ({ key: row.language, name: choices[row.language], sums: row }))
  return (
    <section className={styles.section}>
      <h2>{words.languages}</h2>
      <PartTable head={words.language} rows={rows} />
    </section>
  )
}

export function Segments({ campaign }: { campaign: Campaign }) {
  const words = useWords(resultWords)
  const [isShown, setShown] = useState(false)
  return (
    <section className={styles.section}>
      <h2>{words.segments}</h2>
      {isShown ? (
        <SegmentTable campaign={campaign} />
      ) : (
        <p className={styles.toggle}>
          <button type="button" className="link text-13" onClick={() => setShown(true)}>
            {words.showSegments}
          </button>
        </p>
      )}
    </section>
  )
}

function SegmentTable({ campaign }: { campaign: Campaign }) {
  const words = useWords(resultWords)
  const query = useQuery(segmentOutcomesQuery(campaign.id))
  return (
    <Answer query={query} what={words.segmentsWhat} level={3}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="text-13 muted">{words.noSegments}</p>
        ) : (
          <>
            <p className={`${styles.detail} text-13 muted`}>{words.segmentsDetail}</p>
            <PartTable
              head={words.segment}
              rows={items.map((row) => ({
                key: row.id,
                name: (
                  <AppLink className="link" href={`/segments/${row.id}`}>
                    {row.name}
                  </AppLink>
                ),
                sums: row,
              }))}
            />
          </>
        )
      }
    </Answer>
  )
}

type Row = { key: string; name: ReactNode; sums: Sums }
const COLUMNS = ['delivered', 'bounced', 'clicked', 'unsubscribed', 'complained'] as const

function PartTable({ head, rows }: { head: string; rows: Row[] }) {
  const words = useWords(resultWords)
  const formats = useFormats()
  return (
    <div className={styles.wide} {...scrolls(head)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="numeric">
              {words.sent}
            </th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className="numeric">
                {words.names[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, sums }) => (
            <tr key={key}>
              <td>{name}</td>
              <td className="numeric">{formats.number(sums.sent)}</td>
              {COLUMNS.map((column) => (
                <td key={column} className="numeric">
                  {formats.number(sums[column])}
                  {column === 'clicked' && sums.tracked > 0 && (
                    <span className="muted"> / {formats.number(sums.tracked)}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
