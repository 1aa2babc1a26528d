// The workflow as a list: the same steps and numbers as on the canvas, for a phone and for who reads with the ears.
import { useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import canvas from './Canvas.module.css'
import { type PeopleOf, problemsAt } from './Canvas.tsx'
import { exitsOf, stepsInOrder } from './edit-definition.ts'
import styles from './Panel.module.css'
import { StepIcon } from './StepIcon.tsx'
import { StepNumbersLines } from './StepNumbersLines.tsx'
import type { StepWords } from './use-step-words.ts'
import { type Definition, type Numbers, type Problem, START } from './workflow.ts'

export type StepListProps = {
  definition: Definition
  problems: Problem[]
  say: StepWords
  live: { numbers: Numbers; peopleOf: PeopleOf } | undefined
  /** Without it the list is only read. */
  onSelect?: (key: string) => void
}

export function StepList({ definition, problems, say, live, onSelect }: StepListProps) {
  const words = useWords(workflowWords)
  const lead = (exit: string, next: string | null) => [exit, say.nameOf(definition, next)].filter(Boolean).join(': ')
  return (
    <>
      <h2 className="visually-hidden">{words.tabs.steps}</h2>
      <ol className={styles.steps}>
        {[START, ...stepsInOrder(definition)].map((key) => {
          const step = definition.steps[key]
          const numbers = live?.numbers.steps[key]
          const title = say.nameOf(definition, key)
          return (
            <li key={key}>
              <StepIcon kind={step?.kind ?? 'start'} />
              <div>
                <h3>
                  {onSelect ? (
                    <button type="button" className="link" onClick={() => onSelect(key)}>
                      {title}
                    </button>
                  ) : (
                    title
                  )}
                </h3>
                {step && say.needs(step) && <p className="small dim">{say.needs(step)}</p>}
                {step?.kind === 'branch' &&
                  exitsOf(step).map(({ id, next }) => (
                    <p key={id} className="text-13 muted">
                      {lead(say.exit(step, id), next)}
                    </p>
                  ))}
                {!step && live && (
                  <p className={canvas.here} data-flush>
                    <StepNumbersLines.Count
                      count={live.numbers.entered}
                      people={live.peopleOf('entered', '')}
                      isLarge
                    />
                  </p>
                )}
                {step && numbers && live && (
                  <StepNumbersLines
                    kind={step.kind}
                    numbers={numbers}
                    peopleOf={(show, more) => live.peopleOf(show, key, more)}
                  />
                )}
                {problemsAt(problems, key).map((problem) => (
                  <p
                    key={`${problem.code} ${problem.message}`}
                    className={problem.level === 'error' ? 'broken text-13' : 'near text-13'}
                  >
                    {say.problem(problem)}
                  </p>
                ))}
              </div>
            </li>
          )
        })}
        {definition.start === null && <li className="dim">{words.nowhere}</li>}
      </ol>
    </>
  )
}
