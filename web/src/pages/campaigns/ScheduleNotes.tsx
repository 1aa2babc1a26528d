// What stands in the way of a campaign's time: a second person who has not approved it, and who has to wait when it begins.
import { Button, Modal, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { scheduleWords } from '../../words/schedule.ts'
import styles from './CampaignPage.module.css'
import type { Campaign } from './campaigns.ts'
import { type Approval, approvalQuery, decideApproval, laterQuery, planQuery } from './schedule.ts'

/** Whether a second person has to approve it, has, or has not; with the buttons for whoever may. */
export function ApprovalNote({ campaign }: { campaign: Campaign }) {
  const words = useWords(scheduleWords)
  const formats = useFormats()
  const { data } = useQuery(approvalQuery(campaign))
  if (!data || data.version === null || !['scheduled', 'ready', 'paused'].includes(campaign.status)) return null
  const { decision } = data
  if (decision?.isApproved) return <Note>{words.approvedBy(decision.by, formats.exact(new Date(decision.at)))}</Note>
  if (!data.isNeeded) return null
  if (decision)
    return (
      <Note tone="near">
        <b>{words.refusedBy(decision.by, formats.exact(new Date(decision.at)))}</b> {decision.note}
      </Note>
    )
  return <Undecided campaign={campaign} approval={data} version={data.version} />
}

type UndecidedProps = { campaign: Campaign; approval: Approval; version: number }

function Undecided({ campaign, approval, version }: UndecidedProps) {
  const words = useWords(scheduleWords)
  const me = useMe()
  const [asking, setAsking] = useState<'approve' | 'refuse'>()
  const authors = approval.authors.join(', ')
  return (
    <Note tone="near">
      <b>{words.waitsFor}.</b> {authors === '' ? words.waitsNobody : words.waitsDetail(authors)}
      {me.role !== 'seller' && !approval.isOwn && (
        <div className={styles.noteActions}>
          <Button onClick={() => setAsking('approve')}>{words.approve}</Button>
          <Button variant="subtle" onClick={() => setAsking('refuse')}>
            {words.refuse}
          </Button>
        </div>
      )}
      {asking && (
        <DecideDialog
          campaign={campaign}
          version={version}
          isApproved={asking === 'approve'}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Note>
  )
}

type DecideProps = { campaign: Campaign; version: number; isApproved: boolean; onClose: () => void }

function DecideDialog({ campaign, version, isApproved, onClose }: DecideProps) {
  const words = useWords(scheduleWords)
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const decide = useMutation({
    mutationFn: () => decideApproval(campaign.id, { version, isApproved, note }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['campaign', campaign.id] })
    },
  })
  return (
    <Modal opened onClose={onClose} title={isApproved ? words.approveTitle : words.refuseTitle}>
      <p>{isApproved ? words.approveDetail : words.refuseDetail}</p>
      {!isApproved && (
        <Textarea
          mt={12}
          label={words.note}
          maxLength={1000}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {decide.isError && <ErrorLine error={decide.error} />}
      <Button mt={16} variant="filled" disabled={decide.isPending} onClick={() => decide.mutate()}>
        {isApproved ? words.approve : words.refuse}
      </Button>
    </Modal>
  )
}

/** Who of those who get it have to wait first, in the forecast; nothing where nobody has to. */
export function WaitingLines({ campaign }: { campaign: Campaign }) {
  const words = useWords(scheduleWords)
  const formats = useFormats()
  const { data } = useQuery(laterQuery(campaign))
  if (!data || (data.quiet.people === 0 && data.capped === 0)) return null
  const { quiet, capped } = data
  return (
    <p className={styles.lead}>
      {quiet.people > 0 &&
        quiet.from !== null &&
        words.quiet(formats.number(quiet.people), quiet.people === 1, formats.exact(new Date(quiet.from)))}{' '}
      {capped > 0 && words.capped(formats.number(capped), capped === 1)}
    </p>
  )
}

/** How its mails are spread over time, in words. */
export function PlanText({ campaign }: { campaign: Campaign }) {
  const words = useWords(scheduleWords)
  const formats = useFormats()
  const { data: plan } = useQuery(planQuery(campaign))
  if (!plan) return null
  const spoken =
    plan.mode === 'at'
      ? words.plans.at
      : plan.mode === 'spread'
        ? words.plans.spread(formats.number(plan.minutes))
        : words.plans[plan.mode](formats.exact(new Date(plan.wall)))
  const { expiresAfterMinutes } = plan
  const late = expiresAfterMinutes === null ? '' : `, ${words.expiry(formats.number(expiresAfterMinutes / 60))}`
  return `${spoken}${late}`
}
