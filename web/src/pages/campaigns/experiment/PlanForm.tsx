// What differs, on how many it is tried, how many get nothing, and how long one waits. What the shares mean is said in people.
import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorLine } from '../../../parts/ErrorNote.tsx'
import { experimentWords } from '../../../words/experiment.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import type { Campaign } from '../campaigns.ts'
import styles from './Experiment.module.css'
import { KINDS, newWay, type Plan, removeExperiment, saveExperiment } from './experiment.ts'
import { WayMail, type WayMailProps } from './WayMail.tsx'

/** Ways beside the first. */
const MOST_OTHERS = 4
const letterOf = (index: number) => String.fromCharCode('B'.charCodeAt(0) + index)

export type PlanFormProps = { campaign: Campaign; plan: Plan; isNew: boolean; onGone: () => void }

export function PlanForm({ campaign, plan: saved, isNew, onGone }: PlanFormProps) {
  const words = useWords(experimentWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const [plan, setPlan] = useState(saved)
  const change = (part: Partial<Plan>) => {
    save.reset()
    setPlan({ ...plan, ...part })
  }
  const refresh = () => queries.invalidateQueries({ queryKey: ['campaign', campaign.id, 'experiment'] })
  const save = useMutation({ mutationFn: () => saveExperiment(campaign.id, plan), onSuccess: refresh })
  const remove = useMutation({
    mutationFn: async () => {
      if (!isNew) await removeExperiment(campaign.id)
    },
    onSuccess: async () => {
      onGone()
      await refresh()
    },
  })
  const { kind, others, holdOutShare } = plan
  const isAlone = kind === 'hold_out'
  const tried = Math.round(((100 - holdOutShare) * plan.testShare) / 100)
  const isTranslated = campaign.translations.length > 0 && (kind === 'subject' || kind === 'content')
  return (
    <div className={styles.form}>
      <h1 className="visually-hidden">{words.what}</h1>
      <Select
        label={words.kind}
        allowDeselect={false}
        data={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        value={kind}
        onChange={(value) => {
          if (!value || value === kind) return
          if (value === 'hold_out')
            change({ kind: value, others: [], testShare: 100, metric: 'converted', holdOutShare: holdOutShare || 10 })
          else change({ kind: value, others: [newWay(value, campaign)], testShare: isAlone ? 30 : plan.testShare })
        }}
      />
      {isTranslated && <p className="text-13 muted">{words.translated}</p>}
      {!isAlone && <p className="text-13 muted">{words.first}</p>}
      {others.map((way, index) => (
        <fieldset key={letterOf(index)} className={styles.way}>
          <legend>{words.way(letterOf(index))}</legend>
          <WayFields
            kind={kind}
            letter={letterOf(index)}
            way={way}
            onDone={() => save.mutate()}
            campaign={campaign}
            onChange={(part) => change({ others: others.map((one, at) => (at === index ? { ...one, ...part } : one)) })}
          />
          {others.length > 1 && (
            <button
              type="button"
              className="link text-13"
              onClick={() => change({ others: others.filter((_one, at) => at !== index) })}
            >
              {words.removeWay(letterOf(index))}
            </button>
          )}
        </fieldset>
      ))}
      {!isAlone && others.length < MOST_OTHERS && (
        <button
          type="button"
          className={`link text-13 ${styles.add}`}
          onClick={() => change({ others: [...others, newWay(kind, campaign)] })}
        >
          {words.addWay}
        </button>
      )}
      {!isAlone && (
        <Select
          label={words.metric}
          description={words.metricHint}
          allowDeselect={false}
          data={(['clicked', 'converted'] as const).map((value) => ({ value, label: words.metrics[value] }))}
          value={plan.metric}
          onChange={(metric) => metric && change({ metric })}
        />
      )}
      <div className={styles.numbers}>
        {!isAlone && (
          <NumberInput
            label={words.testShare}
            description={words.testShareHint}
            min={1}
            max={100}
            value={plan.testShare}
            onChange={(value) => change({ testShare: Math.round(Number(value)) || 1 })}
          />
        )}
        <NumberInput
          label={words.holdOut}
          description={words.holdOutHint}
          min={0}
          max={50}
          value={holdOutShare}
          onChange={(value) => change({ holdOutShare: Math.round(Number(value)) || 0 })}
        />
        <NumberInput
          label={words.deadline}
          description={words.deadlineHint}
          min={1}
          max={336}
          value={plan.deadlineHours}
          onChange={(value) => change({ deadlineHours: Math.round(Number(value)) || 1 })}
        />
      </div>
      <p className="text-13 muted">
        {words.sums(formats.number(tried), formats.number(100 - holdOutShare - tried), formats.number(holdOutShare))}
      </p>
      {save.isError && <ErrorLine error={save.error} />}
      {remove.isError && <ErrorLine error={remove.error} />}
      <div className={styles.actions}>
        <Button disabled={save.isPending} onClick={() => save.mutate()}>
          {words.save}
        </Button>
        <Button disabled={remove.isPending} onClick={() => remove.mutate()}>
          {words.remove}
        </Button>
        <span role="status" className="text-13 muted">
          {save.isSuccess ? words.saved : ''}
        </span>
      </div>
    </div>
  )
}

type WayFieldsProps = WayMailProps & { kind: Plan['kind'] }

function WayFields({ kind, letter, way, campaign, onChange, onDone }: WayFieldsProps) {
  const words = useWords(experimentWords)
  if (kind === 'subject')
    return (
      <>
        <TextInput
          label={words.subject}
          placeholder={campaign.subject}
          value={way.subject ?? ''}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
        <TextInput
          label={words.preheader}
          description={words.preheaderHint}
          placeholder={campaign.preheader}
          value={way.preheader ?? ''}
          onChange={(event) => onChange({ preheader: event.currentTarget.value || null })}
        />
      </>
    )
  if (kind === 'content') return <WayMail {...{ letter, way, campaign, onChange, onDone }} />
  if (kind === 'sender')
    return (
      <TextInput
        label={words.senderName}
        value={way.senderName ?? ''}
        onChange={(event) => onChange({ senderName: event.currentTarget.value })}
      />
    )
  return (
    <NumberInput
      label={words.delay}
      min={1}
      max={336}
      value={way.delayMinutes / 60}
      onChange={(value) => onChange({ delayMinutes: Math.round((Number(value) || 1) * 60) })}
    />
  )
}
