// Which yes a form may ask for: the sender's purposes, each by channel. The boxes that people see are never ticked for them.
import { Checkbox } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { formWords } from '../../words/forms.ts'
import { useWords } from '../../words/language.tsx'
import styles from './FormsPage.module.css'
import { type Ask, type FormInput, type Purpose, purposesQuery } from './forms.ts'

export function FormAsks({ form }: { form: UseFormReturnType<FormInput> }) {
  const words = useWords(formWords)
  const purposes = useQuery(purposesQuery)
  const { asks, brandId } = form.values
  const set = (ask: Ask, isAsked: boolean) =>
    form.setFieldValue(
      'asks',
      isAsked ? [...asks, ask] : asks.filter((one) => one.purposeId !== ask.purposeId || one.channel !== ask.channel),
    )
  return (
    <fieldset>
      <legend className={styles.legend}>{words.asks}</legend>
      <p className="muted text-13">{words.asksDetail}</p>
      <Answer query={purposes} what={words.asks} level={3}>
        {({ items }) => {
          const own = items.filter((purpose) => purpose.brand.id === brandId && purpose.retiredAt === null)
          return own.length === 0 ? (
            <p className="text-13">{words.noPurposes}</p>
          ) : (
            own.map((purpose) => <AskRow key={purpose.id} purpose={purpose} asks={asks} onChange={set} />)
          )
        }}
      </Answer>
    </fieldset>
  )
}

type AskRowProps = { purpose: Purpose; asks: Ask[]; onChange: (ask: Ask, isAsked: boolean) => void }

function AskRow({ purpose, asks, onChange }: AskRowProps) {
  const words = useWords(formWords)
  return (
    <fieldset className={styles.purpose} aria-label={purpose.name}>
      <b>{purpose.name}</b>
      {purpose.channels.map((channel) => (
        <Checkbox
          key={channel}
          label={words.channel[channel] ?? channel}
          checked={asks.some((ask) => ask.purposeId === purpose.id && ask.channel === channel)}
          onChange={(event) => onChange({ purposeId: purpose.id, channel }, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  )
}
