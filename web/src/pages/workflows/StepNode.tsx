// One step on the canvas: what it does, which yes it needs, how many are here and how many went on. Warnings sit on the step.
import { IconAlertTriangle } from '@tabler/icons-react'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import styles from './Canvas.module.css'
import { StepIcon } from './StepIcon.tsx'
import { StepNumbersLines } from './StepNumbersLines.tsx'
import type { Problem, StepKind, StepNumbers } from './workflow.ts'

export type StepNodeData = {
  kind: StepKind | 'start'
  title: string
  needs: string | undefined
  detail: string | undefined
  problems: Problem[]
  numbers: { step: StepNumbers; peopleOf: (show: string, more?: Record<string, string>) => string } | undefined
  /** Of the start: how many came in, and since when. */
  entered: { count: number; since: string; people: string } | undefined
  isSelected: boolean
}
export type StepNodeType = Node<StepNodeData, 'step'>

export function StepNode({ data }: NodeProps<StepNodeType>) {
  const words = useWords(workflowWords)
  const formats = useFormats()
  const isFaulty = data.problems.some((problem) => problem.level === 'error')
  const isWarned = data.problems.length > 0 || (data.numbers?.step.outlived ?? 0) > 0
  return (
    <>
      {data.kind !== 'start' && <Handle type="target" position={Position.Top} isConnectable={false} />}
      <article
        className={data.kind === 'end' ? styles.end : styles.node}
        data-level={isFaulty ? 'error' : isWarned ? 'warning' : undefined}
        data-selected={data.isSelected || undefined}
      >
        <header>
          <StepIcon kind={data.kind} />
          <h3>{data.title}</h3>
          {isWarned && (
            <IconAlertTriangle
              className={isFaulty ? 'broken' : 'near'}
              size={16}
              stroke={1.5}
              role="img"
              aria-label={words.problem(
                data.problems.filter((problem) => problem.level === 'error').length,
                Math.max(1, data.problems.filter((problem) => problem.level === 'warning').length),
              )}
            />
          )}
        </header>
        {data.needs && (
          <p className={styles.needs}>
            <ConsentMark state="given" size={14} />
            {data.needs}
          </p>
        )}
        {data.detail && <p className={styles.needs}>{data.detail}</p>}
        {data.entered && (
          <p className={styles.here}>
            <StepNumbersLines.Count count={data.entered.count} people={data.entered.people} isLarge />{' '}
            {words.numbers.cameIn(formats.longDate(new Date(data.entered.since)))}
          </p>
        )}
        {data.numbers && data.kind !== 'start' && (
          <StepNumbersLines kind={data.kind} numbers={data.numbers.step} peopleOf={data.numbers.peopleOf} />
        )}
      </article>
      {data.kind !== 'end' && <Handle type="source" position={Position.Bottom} isConnectable={false} />}
    </>
  )
}
