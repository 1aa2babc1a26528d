// What lets people in, and whether they may come in again.
import { ActionIcon, Button, NumberInput, SegmentedControl, Select } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { workflowWords } from '../../words/workflows.ts'
import styles from './Panel.module.css'
import type { StepWords } from './use-step-words.ts'
import type { Choices, Definition, Trigger } from './workflow.ts'

export type TriggerFieldsProps = {
  definition: Definition
  choices: Choices | undefined
  say: StepWords
  onChange: ((definition: Definition) => void) | undefined
}

export function TriggerFields({ definition, choices, say, onChange }: TriggerFieldsProps) {
  const words = useWords(workflowWords)
  const { triggers } = definition
  const put = (next: Trigger[]) => onChange?.({ ...definition, triggers: next })
  if (!onChange)
    return (
      <ul className={styles.read}>
        {triggers.map((trigger) => (
          <li key={say.trigger(trigger)}>{say.trigger(trigger)}</li>
        ))}
        <li className="dim">{words.reentryKind[definition.reentry]}</li>
      </ul>
    )
  return (
    <div className={styles.fields}>
      {triggers.map((trigger, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ways in have no other name, and are changed in place
        <fieldset key={index} className={styles.group}>
          <legend className="visually-hidden">{words.whoComesIn}</legend>
          <div className={styles.row}>
            <Select
              aria-label={words.whoComesIn}
              allowDeselect={false}
              value={trigger.kind}
              data={Object.entries(words.triggerKind).map(([value, label]) => ({ value, label }))}
              onChange={(kind) => put(triggers.with(index, newTrigger(kind as Trigger['kind'], choices)))}
            />
            <ActionIcon aria-label={words.removeTrigger} onClick={() => put(triggers.toSpliced(index, 1))}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </div>
          <OneTrigger trigger={trigger} choices={choices} onChange={(next) => put(triggers.with(index, next))} />
        </fieldset>
      ))}
      <div>
        <Button
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => put([...triggers, newTrigger('form.submitted', choices)])}
        >
          {words.addTrigger}
        </Button>
      </div>
      <fieldset>
        <legend className={styles.legend}>{words.reentry}</legend>
        <SegmentedControl
          value={definition.reentry}
          data={(['once', 'again'] as const).map((value) => ({ value, label: words.reentryKind[value] }))}
          onChange={(reentry) => onChange({ ...definition, reentry: reentry as Definition['reentry'] })}
        />
      </fieldset>
    </div>
  )
}

function newTrigger(kind: Trigger['kind'], choices: Choices | undefined): Trigger {
  if (kind === 'form.submitted') return { kind, formKey: choices?.forms[0]?.key ?? '' }
  if (kind === 'score.crossed') return { kind, threshold: 60 }
  const purpose = choices?.purposes[0]
  if (kind === 'consent.ending')
    return { kind, purposeId: purpose?.id ?? null, channel: purpose?.channels[0] ?? 'email', days: 30 }
  return { kind, purposeId: purpose?.id ?? null, channel: purpose?.channels[0] ?? 'email' }
}

type OneTriggerProps = { trigger: Trigger; choices: Choices | undefined; onChange: (trigger: Trigger) => void }

function OneTrigger({ trigger, choices, onChange }: OneTriggerProps) {
  const words = useWords(workflowWords)
  const parts = useWords(partWords)
  switch (trigger.kind) {
    case 'form.submitted':
      return (
        <Select
          label={words.form}
          allowDeselect={false}
          value={trigger.formKey || null}
          data={(choices?.forms ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(formKey) => onChange({ ...trigger, formKey: formKey ?? '' })}
        />
      )
    case 'consent.given':
    case 'consent.ending': {
      const purpose = choices?.purposes.find((candidate) => candidate.id === trigger.purposeId)
      return (
        <>
          <Select
            label={words.purpose}
            allowDeselect={false}
            value={trigger.purposeId}
            data={(choices?.purposes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(purposeId) => {
              const chosen = choices?.purposes.find((candidate) => candidate.id === purposeId)
              onChange({ ...trigger, purposeId, channel: chosen?.channels[0] ?? trigger.channel })
            }}
          />
          {(purpose?.channels.length ?? 0) > 1 && (
            <Select
              label={words.channel}
              allowDeselect={false}
              value={trigger.channel}
              data={purpose?.channels.map((value) => ({ value, label: parts.channel[value] }))}
              onChange={(channel) => onChange({ ...trigger, channel: (channel ?? 'email') as typeof trigger.channel })}
            />
          )}
          {trigger.kind === 'consent.ending' && (
            <NumberInput
              label={words.daysBefore}
              min={1}
              max={60}
              allowDecimal={false}
              value={trigger.days}
              onChange={(days) => typeof days === 'number' && days >= 1 && days <= 60 && onChange({ ...trigger, days })}
            />
          )}
        </>
      )
    }
    case 'score.crossed':
      return (
        <NumberInput
          label={words.points}
          min={1}
          max={10_000}
          allowDecimal={false}
          value={trigger.threshold}
          onChange={(threshold) =>
            typeof threshold === 'number' && threshold >= 1 && onChange({ ...trigger, threshold })
          }
        />
      )
    default:
      return trigger satisfies never
  }
}
