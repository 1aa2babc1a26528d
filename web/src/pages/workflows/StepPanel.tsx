// One step in the panel: read, and in a draft changed. Each kind has its own fields; the ways out are chosen below.
import { Button, Group, NumberInput, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import { AskFields } from './AskFields.tsx'
import { BranchFields } from './BranchFields.tsx'
import { exitsOf, leadTo, removeStep, stepsInOrder, withStep } from './edit-definition.ts'
import styles from './Panel.module.css'
import { TriggerFields } from './TriggerFields.tsx'
import type { StepWords } from './use-step-words.ts'
import { type Choices, type Definition, type Problem, START, type Step } from './workflow.ts'

export type StepPanelProps = {
  definition: Definition
  selected: string
  say: StepWords
  choices: Choices | undefined
  problems: Problem[]
  /** Absent where the definition is published: it is read, not changed. */
  onChange: ((definition: Definition) => void) | undefined
  onSelect: (key: string | null) => void
}

export function StepPanel({ definition, selected, say, choices, problems, onChange, onSelect }: StepPanelProps) {
  const words = useWords(workflowWords)
  const step = definition.steps[selected]
  return (
    <div className={styles.panel}>
      <h2>{say.nameOf(definition, selected)}</h2>
      {step && say.needs(step) && <p className="text-13 muted">{say.needs(step)}</p>}
      {problems.map((problem) => (
        <p
          key={`${problem.code} ${problem.message}`}
          className={problem.level === 'error' ? 'broken text-13' : 'near text-13'}
        >
          {say.problem(problem)}
        </p>
      ))}
      {selected === START && <TriggerFields definition={definition} choices={choices} say={say} onChange={onChange} />}
      {step && (
        <StepFields
          step={step}
          choices={choices}
          say={say}
          onChange={onChange && ((changed) => onChange(withStep(definition, selected, changed)))}
        />
      )}
      {step && <Ways definition={definition} selected={selected} step={step} say={say} onChange={onChange} />}
      {selected === START && (
        <WayOut
          label={words.andThen}
          next={definition.start}
          definition={definition}
          from={START}
          say={say}
          onChange={onChange && ((start) => onChange({ ...definition, start }))}
        />
      )}
      {step && onChange && (
        <div>
          <Button
            leftSection={<IconTrash size={16} stroke={1.5} />}
            onClick={() => {
              onChange(removeStep(definition, selected))
              onSelect(null)
            }}
          >
            {words.remove}
          </Button>
        </div>
      )}
    </div>
  )
}

type StepFieldsProps = {
  step: Step
  choices: Choices | undefined
  say: StepWords
  onChange: ((step: Step) => void) | undefined
}

function StepFields({ step, choices, say, onChange }: StepFieldsProps) {
  const words = useWords(workflowWords)
  switch (step.kind) {
    case 'wait':
      return (
        <Group gap={8} align="end" grow>
          <NumberInput
            label={words.howLong}
            min={1}
            max={3650}
            allowDecimal={false}
            value={step.amount}
            readOnly={!onChange}
            onChange={(amount) => typeof amount === 'number' && amount >= 1 && onChange?.({ ...step, amount })}
          />
          <Select
            aria-label={words.howLong}
            allowDeselect={false}
            readOnly={!onChange}
            value={step.unit}
            data={(['hours', 'days'] as const).map((unit) => ({
              value: unit,
              label: words.unit[unit](step.amount === 1),
            }))}
            onChange={(unit) => onChange?.({ ...step, unit: unit as 'hours' | 'days' })}
          />
        </Group>
      )
    case 'send_campaign':
      return (
        <Select
          label={words.campaign}
          description={words.campaignHint}
          searchable
          readOnly={!onChange}
          value={step.campaignId}
          data={(choices?.campaigns ?? []).map(({ id, name, isReady }) => ({
            value: id,
            label: isReady ? name : words.notReady(name),
          }))}
          onChange={(campaignId) => onChange?.({ ...step, campaignId })}
        />
      )
    case 'branch':
      return <BranchFields step={step} choices={choices} say={say} onChange={onChange} />
    case 'ask_consent':
      return <AskFields step={step} choices={choices} onChange={onChange} />
    case 'hand_to_sales':
      return <p className="text-13 muted">{words.handDetail}</p>
    case 'end':
      return <p className="text-13 muted">{words.endDetail}</p>
    default:
      return step satisfies never
  }
}

type WaysProps = {
  definition: Definition
  selected: string
  step: Step
  say: StepWords
  onChange: ((definition: Definition) => void) | undefined
}

function Ways({ definition, selected, step, say, onChange }: WaysProps) {
  const words = useWords(workflowWords)
  const exits = exitsOf(step)
  if (exits.length === 0) return null
  return (
    <div className={styles.fields}>
      {exits.map(({ id, next }) => (
        <WayOut
          key={id}
          label={say.exit(step, id) || words.andThen}
          next={next}
          definition={definition}
          from={selected}
          say={say}
          onChange={onChange && ((to) => onChange(withStep(definition, selected, leadTo(step, id, to))))}
        />
      ))}
    </div>
  )
}

type WayOutProps = {
  label: string
  next: string | null
  definition: Definition
  from: string
  say: StepWords
  onChange: ((next: string | null) => void) | undefined
}

function WayOut({ label, next, definition, from, say, onChange }: WayOutProps) {
  const words = useWords(workflowWords)
  const keys = stepsInOrder(definition).filter((key) => key !== from)
  const titles = new Map<string, number>()
  const data = keys.map((key) => {
    const title = say.nameOf(definition, key)
    const times = (titles.get(title) ?? 0) + 1
    titles.set(title, times)
    return { value: key, label: times === 1 ? title : `${title} (${times})` }
  })
  return (
    <Select
      label={label}
      placeholder={words.nowhere}
      readOnly={!onChange}
      value={next}
      data={data}
      onChange={(key) => onChange?.(key)}
      allowDeselect
    />
  )
}
