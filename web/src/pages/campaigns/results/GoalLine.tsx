// What the campaign is to bring about, and where it is chosen. It can be chosen afterwards too: it changes what is counted.
import { Button, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorLine } from '../../../parts/ErrorNote.tsx'
import { useMe } from '../../../session.ts'
import { useFormats, useLanguage, useWords } from '../../../words/language.tsx'
import { resultWords } from '../../../words/results.ts'
import { vocabularyQuery } from '../../segments/segments.ts'
import type { Campaign } from '../campaigns.ts'
import styles from './Results.module.css'
import { type Goal, saveGoal } from './results.ts'

export function GoalLine({ campaign, goal }: { campaign: Campaign; goal: Goal }) {
  const words = useWords(resultWords)
  const formats = useFormats()
  const { language } = useLanguage()
  const me = useMe()
  const vocabulary = useQuery(vocabularyQuery(language))
  const [isOpen, setOpen] = useState(false)
  const label = vocabulary.data?.events.find((event) => event.type === goal.eventType)?.label ?? goal.eventType
  return (
    <p className={`text-13 muted ${styles.goal}`}>
      {label === null ? words.noGoal : words.goalIs(label, formats.number(goal.withinDays))}{' '}
      {me.role !== 'privacy_officer' && (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {goal.eventType === null ? words.chooseGoal : words.changeGoal}
        </button>
      )}
      {isOpen && <GoalDialog campaign={campaign} goal={goal} onClose={() => setOpen(false)} />}
    </p>
  )
}

function GoalDialog({ campaign, goal, onClose }: { campaign: Campaign; goal: Goal; onClose: () => void }) {
  const words = useWords(resultWords)
  const queries = useQueryClient()
  const { language } = useLanguage()
  const vocabulary = useQuery(vocabularyQuery(language))
  const [draft, setDraft] = useState(goal)
  const save = useMutation({
    mutationFn: () => saveGoal(campaign.id, { ...draft, valueProperty: draft.valueProperty?.trim() || null }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['campaign', campaign.id] })
    },
  })
  const own = ['consent', 'score', 'lead', 'workflow', 'message', 'contact', 'segment', 'mail']
  const events = (vocabulary.data?.events ?? []).filter(({ type }) => !own.includes(type.split('.')[0] ?? ''))
  return (
    <Modal opened onClose={onClose} title={words.goal} closeButtonProps={{ 'aria-label': words.close }}>
      <div className={styles.form}>
        <Select
          label={words.goalEvent}
          placeholder={words.goalNone}
          clearable
          searchable
          data={events.map(({ type, label }) => ({ value: type, label }))}
          value={draft.eventType}
          onChange={(eventType) => setDraft({ ...draft, eventType })}
        />
        <NumberInput
          label={words.goalDays}
          min={1}
          max={90}
          value={draft.withinDays}
          onChange={(days) => setDraft({ ...draft, withinDays: Number(days) || 1 })}
        />
        <TextInput
          label={words.goalValue}
          description={words.goalValueHint}
          value={draft.valueProperty ?? ''}
          onChange={(event) => setDraft({ ...draft, valueProperty: event.currentTarget.value })}
        />
        {save.isError && <ErrorLine error={save.error} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{words.close}</Button>
          <Button variant="filled" disabled={save.isPending} onClick={() => save.mutate()}>
            {words.saveGoal}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
