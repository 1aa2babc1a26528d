// Registers of people who want no calls or letters: who may not be reached before they are washed, and what was done.
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { registerWords } from '../../words/registers.ts'
import { RegisterSection } from './RegisterSection.tsx'
import styles from './RegistersPage.module.css'
import { type Register, registersQuery, type Wash, washesQuery } from './registers.ts'

export function RegistersPage() {
  const words = useWords(registerWords)
  const registers = useQuery(registersQuery)
  const washes = useQuery(washesQuery)
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <Answer query={registers} what={words.what} level={1}>
          {({ items }) => (
            <>
              <PageTitle below={words.below}>
                <Headline registers={items} />
              </PageTitle>
              {items.map((register) => (
                <RegisterSection key={register.id} register={register} />
              ))}
              <Answer query={washes} what={words.history} level={2}>
                {(history) => <History washes={history.items} registers={items} />}
              </Answer>
            </>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

function Headline({ registers }: { registers: Register[] }) {
  const words = useWords(registerWords)
  const formats = useFormats()
  const sum = (of: 'people' | 'due') =>
    registers.flatMap((register) => register.channels).reduce((total, channel) => total + channel[of], 0)
  if (sum('people') === 0) return words.nobody
  const due = sum('due')
  return due === 0 ? words.clean : words.due(formats.number(due), due === 1)
}

function History({ washes, registers }: { washes: Wash[]; registers: Register[] }) {
  const words = useWords(registerWords)
  const formats = useFormats()
  const nameOf = (id: string) => registers.find((register) => register.id === id)?.name ?? id
  return (
    <section className={styles.history}>
      <h2>{words.history}</h2>
      {washes.length === 0 ? (
        <p className="muted">{words.noHistory}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.done.what}</th>
              <th scope="col">{words.done.when}</th>
              <th scope="col" className="numeric">
                {words.done.people}
              </th>
              <th scope="col" className="numeric">
                {words.done.reserved}
              </th>
              <th scope="col">{words.done.by}</th>
              <th scope="col">{words.done.file}</th>
            </tr>
          </thead>
          <tbody>
            {washes.map((wash) => (
              <tr key={wash.id}>
                <th scope="row">
                  {nameOf(wash.register)}, {words.channel[wash.channel].toLowerCase()}, {words.kind[wash.kind]}
                </th>
                <td className="dim" data-label={words.done.when}>
                  <DateText at={wash.recordedAt ?? wash.startedAt} show="both" />
                </td>
                <td className="numeric" data-label={words.done.people}>
                  {formats.number(wash.people)}
                </td>
                <td className="numeric" data-label={words.done.reserved}>
                  {wash.reserved === null ? '–' : formats.number(wash.reserved)}
                </td>
                <td data-label={words.done.by}>{wash.recordedBy ?? wash.startedBy}</td>
                <td className={styles.file} data-label={words.done.file}>
                  {wash.recordedAt === null ? words.waits : wash.fileName}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
