// What may be done with a campaign now: schedule it with the number in the button, take it back, pause, go on, cancel.
import { ActionIcon, Button, Menu, Modal } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { useMe } from '../../session.ts'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './CampaignPage.module.css'
import { type Campaign, forecastQuery, resultsQuery } from './campaigns.ts'
import { ScheduleDialog } from './ScheduleDialog.tsx'
import type { DraftState } from './use-draft.ts'

type Asking = 'schedule' | 'cancel' | undefined
type Action = 'ready' | 'take-back' | 'pause' | 'resume' | 'cancel'

export function CampaignActions({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMe().role !== 'privacy_officer'
  const [asking, setAsking] = useState<Asking>()
  const forecast = useQuery({
    ...forecastQuery(campaign),
    enabled: campaign.segment !== null && campaign.status === 'draft',
  })
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['campaign', campaign.id] }),
      queries.invalidateQueries({ queryKey: ['campaigns'] }),
    ])
  const act = useMutation({
    mutationFn: async (action: Action) => {
      await draft.flush()
      await post(`/campaigns/${campaign.id}/${action}`)
    },
    onSettled: async () => {
      setAsking(undefined)
      await refresh()
    },
  })
  const copy = useMutation({
    mutationFn: () => post<{ id: string }>(`/campaigns/${campaign.id}/copy`, { name: words.copyOf(campaign.name) }),
    onSuccess: ({ id }) => navigate({ to: '/campaigns/$id/$tab', params: { id, tab: 'message' } }),
  })
  const remove = useMutation({
    mutationFn: () => del(`/campaigns/${campaign.id}`),
    onSuccess: async () => {
      await navigate({ to: '/campaigns' })
      await queries.invalidateQueries({ queryKey: ['campaigns'] })
    },
  })
  if (!mayWrite) return null
  const { status } = campaign
  const gets = forecast.data?.gets
  const failed = act.error ?? copy.error ?? remove.error
  return (
    <>
      <SavedLine draft={draft} />
      {status === 'sending' && <Button onClick={() => act.mutate('pause')}>{words.pause}</Button>}
      {status === 'paused' && <Button onClick={() => act.mutate('resume')}>{words.resume}</Button>}
      {status === 'scheduled' && <Button onClick={() => act.mutate('take-back')}>{words.takeBack}</Button>}
      {status === 'ready' && <Button onClick={() => act.mutate('ready')}>{words.readyAgain}</Button>}
      {status === 'draft' && (
        <Button className={styles.main} variant="filled" onClick={() => setAsking('schedule')}>
          {gets === undefined ? words.schedule : words.scheduleFor(formats.number(gets), gets === 1)}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={32} aria-label={words.more}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => copy.mutate()}>{words.copy}</Menu.Item>
          {status === 'draft' && <Menu.Item onClick={() => act.mutate('ready')}>{words.forWorkflows}</Menu.Item>}
          {(status === 'ready' || campaign.pausedFrom !== null) && (
            <Menu.Item onClick={() => act.mutate('take-back')}>{words.takeBack}</Menu.Item>
          )}
          {status === 'draft' && <Menu.Item onClick={() => remove.mutate()}>{words.remove}</Menu.Item>}
          {['scheduled', 'ready'].includes(status) && (
            <Menu.Item onClick={() => act.mutate('pause')}>{words.pause}</Menu.Item>
          )}
          {['scheduled', 'sending', 'paused'].includes(status) && (
            <Menu.Item onClick={() => setAsking('cancel')}>{words.cancel}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={failed !== null}
        onClose={() => [act, copy, remove].map((one) => one.reset())}
        title={words.notReady}
      >
        <FaultLines error={failed} />
      </Modal>
      {asking === 'schedule' && (
        <ScheduleDialog
          campaign={campaign}
          draft={draft}
          gets={gets}
          onClose={() => setAsking(undefined)}
          onDone={refresh}
        />
      )}
      {asking === 'cancel' && (
        <CancelDialog
          campaign={campaign}
          isBusy={act.isPending}
          onClose={() => setAsking(undefined)}
          onCancel={() => act.mutate('cancel')}
        />
      )}
    </>
  )
}

function SavedLine({ draft }: { draft: DraftState }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  if (!draft.mayEdit) return null
  const text = draft.saveError
    ? words.notSaved
    : draft.savedAt
      ? words.saved(formats.time(draft.savedAt))
      : words.saving
  return (
    <span className={`${styles.saved} small dim`} role="status">
      {text}
    </span>
  )
}

type CancelProps = { campaign: Campaign; isBusy: boolean; onClose: () => void; onCancel: () => void }

function CancelDialog({ campaign, isBusy, onClose, onCancel }: CancelProps) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const { data } = useQuery(resultsQuery(campaign))
  const queued = data?.parts.find((part) => part.status === 'queued')?.count ?? 0
  return (
    <Modal opened onClose={onClose} title={words.cancelTitle}>
      <p>{words.cancelDetail(formats.number(queued))}</p>
      <div className={styles.dialogActions}>
        <Button onClick={onClose}>{words.cancelDialog}</Button>
        <Button variant="filled" disabled={isBusy} onClick={onCancel}>
          {words.cancelNow(formats.number(queued))}
        </Button>
      </div>
    </Modal>
  )
}
