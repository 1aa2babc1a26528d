// What is wrong with a mail, each with the way to its line.

import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './ProblemList.module.css'

export type LineProblem = { line: number | null; message: string }

export function ProblemList({ problems, goTo }: { problems: readonly LineProblem[]; goTo: (line: number) => void }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  if (problems.length === 0) return null
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => (
        <li key={`${problem.line} ${problem.message}`}>
          {problem.line !== null && (
            <button type="button" className="link" onClick={() => goTo(problem.line ?? 1)}>
              {words.line(formats.number(problem.line))}
            </button>
          )}{' '}
          {problem.message}
        </li>
      ))}
    </ul>
  )
}
