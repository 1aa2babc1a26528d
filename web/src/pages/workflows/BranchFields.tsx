// The ways of a branch and what each asks. Conditions are words and values, never code.
import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useFormats, useWords } from '../../words/language.tsx'
import { conditionWords } from '../../words/workflow-conditions.ts'
import { workflowWords } from '../../words/workflows.ts'
import styles from './Panel.module.css'
import type { StepWords } from './use-step-words.ts'
import { type Branch, type Choices, type Condition, OPERATORS, type Operator, type Step } from './workflow.ts'

type BranchStep = Extract<Step, { kind: 'branch' }>
export type BranchFieldsProps = {
  step: BranchStep
  choices: Choices | undefined
  say: StepWords
  onChange: ((step: Step) => void) | undefined
}

/** More ways nobody can follow. */
const WAYS_MAX = 5

export function BranchFields({ step, choices, say, onChange }: BranchFieldsProps) {
  const words = useWords(workflowWords)
  const asks = useWords(conditionWords)
  const formats = useFormats()
  if (!onChange)
    return (
      <ul className={styles.read}>
        {step.branches.map((branch, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a published branch never changes
          <li key={index}>
            {branch.name && <b>{branch.name}: </b>}
            {branch.conditions.map(say.condition).join(asks.condition.and)}
          </li>
        ))}
      </ul>
    )
  const put = (branches: Branch[]) => onChange({ ...step, branches })
  return (
    <div className={styles.fields}>
      {step.branches.map((branch, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ways have no other name, and are changed in place
        <fieldset key={index} className={styles.group}>
          <legend className={styles.legend}>{words.way(formats.number(index + 1))}</legend>
          <div className={styles.row}>
            <TextInput
              label={words.wayName}
              maxLength={80}
              value={branch.name}
              onChange={(event) => put(step.branches.with(index, { ...branch, name: event.currentTarget.value }))}
            />
            {step.branches.length > 1 && (
              <ActionIcon aria-label={words.removeWay} onClick={() => put(step.branches.toSpliced(index, 1))}>
                <IconTrash size={16} stroke={1.5} />
              </ActionIcon>
            )}
          </div>
          <Conditions
            conditions={branch.conditions}
            choices={choices}
            onChange={(conditions) => put(step.branches.with(index, { ...branch, conditions }))}
          />
        </fieldset>
      ))}
      {step.branches.length < WAYS_MAX && (
        <div>
          <Button
            leftSection={<IconPlus size={16} stroke={1.5} />}
            onClick={() =>
              put([...step.branches, { name: '', conditions: [newCondition('score', choices)], next: step.otherwise }])
            }
          >
            {words.addWay}
          </Button>
        </div>
      )}
    </div>
  )
}

type ConditionsProps = {
  conditions: Condition[]
  choices: Choices | undefined
  onChange: (conditions: Condition[]) => void
}

function Conditions({ conditions, choices, onChange }: ConditionsProps) {
  const asks = useWords(conditionWords)
  return (
    <>
      <p className={styles.legend}>{asks.allOf}</p>
      {conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other name, and are changed in place
        <div key={index} className={styles.condition}>
          <div className={styles.row}>
            <Select
              aria-label={asks.allOf}
              allowDeselect={false}
              value={condition.kind}
              data={Object.entries(asks.conditionKind).map(([value, label]) => ({ value, label }))}
              onChange={(kind) => onChange(conditions.with(index, newCondition(kind as Condition['kind'], choices)))}
            />
            <ActionIcon aria-label={asks.removeCondition} onClick={() => onChange(conditions.toSpliced(index, 1))}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </div>
          <OneCondition
            condition={condition}
            choices={choices}
            onChange={(next) => onChange(conditions.with(index, next))}
          />
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => onChange([...conditions, newCondition('field', choices)])}
        >
          {asks.addCondition}
        </Button>
      </div>
    </>
  )
}

function newCondition(kind: Condition['kind'], choices: Choices | undefined): Condition {
  switch (kind) {
    case 'field':
      return { kind, field: 'country', operator: 'is', value: '' }
    case 'score':
      return { kind, atLeast: 60 }
    case 'yes':
      return {
        kind,
        purposeId: choices?.purposes[0]?.id ?? null,
        channel: choices?.purposes[0]?.channels[0] ?? 'email',
      }
    case 'event':
      return { kind, type: choices?.eventTypes[0] ?? 'form.submitted', withinDays: 30 }
    default:
      return kind satisfies never
  }
}

type OneConditionProps = {
  condition: Condition
  choices: Choices | undefined
  onChange: (condition: Condition) => void
}

function OneCondition({ condition, choices, onChange }: OneConditionProps) {
  const words = useWords(workflowWords)
  const asks = useWords(conditionWords)
  switch (condition.kind) {
    case 'field':
      return (
        <>
          <Select
            label={asks.fieldName}
            searchable
            allowDeselect={false}
            value={condition.field}
            data={[
              ...Object.entries(asks.field).map(([value, label]) => ({ value, label })),
              ...(choices?.fields ?? []).map(({ key, label }) => ({ value: `fields.${key}`, label })),
            ]}
            onChange={(field) => onChange({ ...condition, field: field ?? condition.field })}
          />
          <Select
            label={asks.operatorName}
            allowDeselect={false}
            value={condition.operator}
            data={OPERATORS.map((value) => ({ value, label: asks.operator[value] }))}
            onChange={(operator) => onChange({ ...condition, operator: operator as Operator })}
          />
          {condition.operator !== 'is_known' && condition.operator !== 'is_unknown' && (
            <TextInput
              label={asks.value}
              maxLength={200}
              value={condition.value}
              onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
            />
          )}
        </>
      )
    case 'score':
      return (
        <NumberInput
          label={words.points}
          min={0}
          max={10_000}
          allowDecimal={false}
          value={condition.atLeast}
          onChange={(atLeast) => typeof atLeast === 'number' && onChange({ ...condition, atLeast })}
        />
      )
    case 'yes':
      return (
        <Select
          label={words.purpose}
          allowDeselect={false}
          value={condition.purposeId}
          data={(choices?.purposes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(purposeId) => {
            const chosen = choices?.purposes.find((purpose) => purpose.id === purposeId)
            onChange({ ...condition, purposeId, channel: chosen?.channels[0] ?? condition.channel })
          }}
        />
      )
    case 'event':
      return (
        <>
          <Select
            label={asks.what}
            searchable
            allowDeselect={false}
            value={condition.type}
            data={[...new Set([...(choices?.eventTypes ?? []), condition.type])].map((value) => ({
              value,
              label: asks.event[value] ?? value,
            }))}
            onChange={(type) => onChange({ ...condition, type: type ?? condition.type })}
          />
          <NumberInput
            label={asks.withinDays}
            min={1}
            max={3650}
            allowDecimal={false}
            value={condition.withinDays}
            onChange={(withinDays) =>
              typeof withinDays === 'number' && withinDays >= 1 && onChange({ ...condition, withinDays })
            }
          />
        </>
      )
    default:
      return condition satisfies never
  }
}
