// A step that asks for a yes: what it asks for, under which yes a mail may ask, and how everybody else is asked.
import { Select } from '@mantine/core'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { workflowWords } from '../../words/workflows.ts'
import { type Choices, OTHER_WAYS, type OtherWay, type Step } from './workflow.ts'

type AskStep = Extract<Step, { kind: 'ask_consent' }>
export type AskFieldsProps = {
  step: AskStep
  choices: Choices | undefined
  onChange: ((step: Step) => void) | undefined
}

const NEVER = ''

export function AskFields({ step, choices, onChange }: AskFieldsProps) {
  const words = useWords(workflowWords)
  const parts = useWords(partWords)
  const purposes = choices?.purposes ?? []
  const asked = purposes.find(({ id }) => id === step.purposeId)
  const lawful = purposes.filter(({ kind, channels }) => kind === 'marketing' && channels.includes('email'))
  return (
    <>
      <Select
        label={words.askFor}
        allowDeselect={false}
        readOnly={!onChange}
        value={step.purposeId}
        data={purposes.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(purposeId) => {
          const chosen = purposes.find(({ id }) => id === purposeId)
          const channel = chosen?.channels.includes(step.channel) ? step.channel : (chosen?.channels[0] ?? step.channel)
          onChange?.({ ...step, purposeId, channel })
        }}
      />
      {(asked?.channels.length ?? 0) > 1 && (
        <Select
          label={words.channel}
          allowDeselect={false}
          readOnly={!onChange}
          value={step.channel}
          data={asked?.channels.map((value) => ({ value, label: parts.channel[value] }))}
          onChange={(channel) => onChange?.({ ...step, channel: (channel ?? 'email') as AskStep['channel'] })}
        />
      )}
      <Select
        label={words.askMail}
        description={words.askMailHint}
        allowDeselect={false}
        readOnly={!onChange}
        value={step.mailUnder ?? NEVER}
        data={[{ value: NEVER, label: words.askNever }, ...lawful.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(mailUnder) => onChange?.({ ...step, mailUnder: mailUnder || null })}
      />
      <Select
        label={words.askOtherwise}
        allowDeselect={false}
        readOnly={!onChange}
        value={step.otherwise}
        data={OTHER_WAYS.map((value) => ({ value, label: words.askWay[value] }))}
        onChange={(otherwise) => onChange?.({ ...step, otherwise: (otherwise ?? 'web') as OtherWay })}
      />
      <p className="text-13 muted">{words.askRest}</p>
    </>
  )
}
