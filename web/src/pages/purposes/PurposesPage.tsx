// What people can say yes to, and how many do: a row for each purpose and channel, each number a way to the people.
import { useQuery } from '@tanstack/react-query'
import { ListPage } from '../../frame/ListPage.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { BeginLink } from '../../parts/BeginLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { purposeWords } from '../../words/purposes.ts'
import styles from './PurposesPage.module.css'
import { type Purpose, purposesQuery, type Said, saidOf } from './purposes.ts'
import { SaidCells, SaidHeads } from './SaidTable.tsx'

export function PurposesPage() {
  const words = useWords(purposeWords)
  const formats = useFormats()
  const purposes = useQuery(purposesQuery)
  const begin = <BeginLink href="/purposes/new">{words.newPurpose}</BeginLink>
  const sayActive = (items: Purpose[]) => {
    const active = items.filter((purpose) => purpose.retiredAt === null).length
    return words.headline(formats.number(active), active === 1)
  }
  return (
    <ListPage
      title={words.title}
      actions={(purposes.data?.items.length ?? 0) > 0 && begin}
      query={purposes}
      what={words.what}
      heading={sayActive}
      below={words.below}
      empty={
        <EmptyState title={words.empty} level={1} isConsentMissing actions={begin}>
          {words.emptyDetail}
        </EmptyState>
      }
    >
      {(items) => (
        <table className={styles.list}>
          <thead>
            <tr>
              <th scope="col">{words.purpose}</th>
              <th scope="col">{words.channel}</th>
              <SaidHeads columns={saidOf(items)} />
            </tr>
          </thead>
          {items.map((purpose) => (
            <PurposeRows key={purpose.id} purpose={purpose} columns={saidOf(items)} />
          ))}
        </table>
      )}
    </ListPage>
  )
}

function PurposeRows({ purpose, columns }: { purpose: Purpose; columns: readonly Said[] }) {
  const words = useWords(purposeWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const detail = [
    words.kind[purpose.kind],
    purpose.languages.map((language) => words.language[language] ?? language).join(', '),
  ].join(' · ')
  return (
    <tbody data-retired={purpose.retiredAt !== null || undefined}>
      {purpose.counts.map((counts, index) => (
        <tr key={counts.channel}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={purpose.counts.length} className={styles.purpose}>
              <AppLink className="name" href={`/purposes/${purpose.id}`}>
                {purpose.name}
              </AppLink>
              <span>
                {purpose.retiredAt === null ? detail : words.retired(formats.longDate(new Date(purpose.retiredAt)))}
              </span>
            </th>
          )}
          <td className={styles.channel}>{parts.channel[counts.channel]}</td>
          <SaidCells purpose={purpose} counts={counts} columns={columns} />
        </tr>
      ))}
    </tbody>
  )
}
