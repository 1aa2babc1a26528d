// When a campaign goes out: now, at a time, where each person is, when each usually reads, spread over a window, or again
// and again; and how late it may still go.
import { Button, Modal, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { scheduleWords } from '../../words/schedule.ts'
import styles from './CampaignPage.module.css'
import type { Campaign } from './campaigns.ts'
import { RepeatFields } from './RepeatFields.tsx'
import { type Plan, type Recurrence, repeatCampaign, scheduleCampaign } from './schedule.ts'
import type { DraftState } from './use-draft.ts'

const MODES = ['now', 'at', 'local', 'usual', 'repeat'] as const
type Mode = (typeof MODES)[number]
type Passed = 'next_day' | 'now'
type Said = { mode: Mode; when: string; passed: Passed; spread: number | string; expires: number | string }

export type ScheduleProps = {
  campaign: Campaign
  draft: DraftState
  gets: number | undefined
  onClose: () => void
  onDone: () => Promise<unknown>
}

export function ScheduleDialog({ campaign, draft, gets, onClose, onDone }: ScheduleProps) {
  const words = useWords(campaignWords)
  const texts = useWords(scheduleWords)
  const formats = useFormats()
  const navigate = useNavigate()
  const [said, setSaid] = useState<Said>(() => ({
    ...{ mode: 'now', when: localInput(new Date(Date.now() + 3_600_000)), passed: 'next_day', spread: '', expires: '' },
  }))
  const change = (part: Partial<Said>) => setSaid((before) => ({ ...before, ...part }))
  const [rule, setRule] = useState<Recurrence>(() => ({
    ...{ every: 'week', weekdays: [2], minutes: 9 * 60, until: null },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }))
  const { mode, when } = said
  const isByClock = mode === 'local' || mode === 'usual'
  const schedule = useMutation({
    mutationFn: async () => {
      await draft.flush()
      if (mode === 'repeat') await repeatCampaign(campaign.id, rule)
      else await scheduleCampaign(campaign.id, mode === 'at' ? new Date(when).toISOString() : null, planOf(said))
    },
    onSuccess: async () => {
      onClose()
      await onDone()
      await navigate({
        to: '/campaigns/$id/$tab',
        params: { id: campaign.id, tab: mode === 'now' ? 'results' : 'forecast' },
      })
    },
  })
  const count = formats.number(gets ?? 0)
  const isOne = gets === 1
  return (
    <Modal opened onClose={onClose} title={texts.title}>
      <Radio.Group aria-label={texts.mode} value={mode} onChange={(value) => change({ mode: value as Mode })}>
        <Stack gap={10}>
          {MODES.map((one) => (
            <Radio
              key={one}
              value={one}
              label={one === 'repeat' ? texts.repeat : texts.modes[one]}
              description={mode === one && (one === 'repeat' ? texts.repeatDetail : texts.details[one])}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Stack gap={12} mt={14}>
        {mode === 'repeat' && <RepeatFields rule={rule} onChange={setRule} />}
        {mode !== 'now' && mode !== 'repeat' && (
          <TextInput
            type="datetime-local"
            label={texts.when}
            value={when}
            onChange={(event) => change({ when: event.currentTarget.value })}
          />
        )}
        {isByClock && (
          <Select
            label={texts.passed}
            allowDeselect={false}
            data={(['next_day', 'now'] as const).map((value) => ({ value, label: texts.passedChoices[value] }))}
            value={said.passed}
            onChange={(value) => change({ passed: value === 'now' ? 'now' : 'next_day' })}
          />
        )}
        {!isByClock && mode !== 'repeat' && (
          <NumberInput
            label={texts.spreadOver}
            description={texts.spreadHint}
            min={1}
            max={43_200}
            value={said.spread}
            onChange={(spread) => change({ spread })}
          />
        )}
        {mode !== 'repeat' && (
          <NumberInput
            label={texts.expires}
            description={texts.expiresHint}
            min={1}
            max={720}
            value={said.expires}
            onChange={(expires) => change({ expires })}
          />
        )}
      </Stack>
      {schedule.isError && <FaultLines error={schedule.error} />}
      <div className={styles.dialogActions}>
        <Button onClick={onClose}>{words.cancelDialog}</Button>
        <Button
          variant="filled"
          disabled={schedule.isPending || (mode !== 'now' && mode !== 'repeat' && when === '')}
          onClick={() => schedule.mutate()}
        >
          {gets === undefined
            ? words.schedule
            : mode === 'now'
              ? words.sendNowTo(count, isOne)
              : words.scheduleFor(count, isOne)}
        </Button>
      </div>
    </Modal>
  )
}

function planOf({ mode, when, passed, spread, expires }: Said): Plan {
  const expiresAfterMinutes = expires === '' ? null : Math.round(Number(expires) * 60)
  if (mode === 'local' || mode === 'usual') return { mode, wall: when.slice(0, 16), passed, expiresAfterMinutes }
  if (spread !== '') return { mode: 'spread', minutes: Number(spread), expiresAfterMinutes }
  return { mode: 'at', expiresAfterMinutes }
}

/** A moment as a datetime-local field writes it, in the reader's own zone. */
function localInput(at: Date): string {
  const local = new Date(+at - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
