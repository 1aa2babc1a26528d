// The score of one person as an account that adds up, and what was not counted. Without a yes to profiling there is none.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { ScoreAccount } from '../../parts/SumTable.tsx'
import { contactWords } from '../../words/contacts.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { type ScoreAnswer, scoreQuery } from './contacts.ts'
import styles from './Score.module.css'

const BARS = [{ width: '40%', height: 44 }, ...Array.from({ length: 6 }, () => ({ width: '100%' }))]

export function Score({ contactId }: { contactId: string }) {
  const words = useWords(contactWords)
  const score = useQuery(scoreQuery(contactId))
  return (
    <section aria-label={words.score}>
      <Answer query={score} what={words.scoreWhat} bars={BARS}>
        {(answer) => (answer.isProfiled ? <Account answer={answer} /> : <None />)}
      </Answer>
    </section>
  )
}

function None() {
  const words = useWords(contactWords)
  return (
    <>
      <h2>{words.noScore}</h2>
      <p className="text-13 muted">{words.noScoreDetail}</p>
    </>
  )
}

function Account({ answer }: { answer: ScoreAnswer }) {
  const words = useWords(contactWords)
  const formats = useFormats()
  const now = new Date()
  const day = (at: string) => formats.shortDate(new Date(at), now)
  const next = answer.cooling[0]
  const omitted = answer.notCounted.map(({ type, times }) => words.omitted(formats.number(times), typeInWords(type)))
  return (
    <>
      <header className={styles.head}>
        <b>{formats.number(answer.score)}</b>
        <div>
          <h2>{words.score}</h2>
          {next && (
            <p className="small dim">
              {words.cools(formats.number(next.threshold), formats.longDate(new Date(next.at)))}
            </p>
          )}
        </div>
      </header>
      <ScoreAccount
        score={answer.score}
        heat={answer.lines.map((line) => ({
          id: line.ruleId,
          label: line.times > 1 ? words.times(line.name, formats.number(line.times)) : line.name,
          note: day(line.firstAt) === day(line.lastAt) ? day(line.lastAt) : `${day(line.firstAt)}–${day(line.lastAt)}`,
          before: line.pointsThen,
          now: line.pointsNow,
        }))}
        fit={answer.fitLines.map((line) => ({ id: line.ruleId ?? line.name, label: line.name, now: line.points }))}
        notCounted={omitted.length > 0 && words.notCounted(omitted.join(', '))}
      />
    </>
  )
}

const typeInWords = (type: string) => type.replace(/[._]/g, ' ')
