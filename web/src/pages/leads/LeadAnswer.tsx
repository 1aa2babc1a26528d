// Accept or reject, always in reach. Rejecting asks for one of six reasons in a sheet. Shown as done only when the server says so.
import { Button, Drawer, Radio, Textarea } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { leadWords } from '../../words/leads.ts'
import { partWords } from '../../words/parts.ts'
import styles from './LeadDetail.module.css'
import { type Lead, leadQuery, REJECT_REASONS, type RejectReason } from './leads.ts'

export function LeadAnswer({ lead }: { lead: Lead }) {
  const words = useWords(leadWords)
  const formats = useFormats()
  const me = useMe()
  const [isRejecting, setRejecting] = useState(false)
  const accept = useAnswer(lead.id, () => post<Lead>(`/leads/${lead.id}/accept`))
  if (lead.status !== 'assigned') {
    const at = formats.exact(new Date(lead.answeredAt ?? lead.createdAt))
    return (
      <footer className={styles.answered}>
        <p role="status">
          {lead.status === 'accepted'
            ? words.acceptedOn(at)
            : words.rejectedOn(at, lead.rejectReason ? words.rejectReason[lead.rejectReason] : '')}{' '}
          {lead.note}
        </p>
      </footer>
    )
  }
  if (me.role === 'marketer') return null
  return (
    <footer className={styles.answer}>
      {accept.isError && <ErrorLine error={accept.error} />}
      <Button size="lg" onClick={() => setRejecting(true)}>
        {words.reject}
      </Button>
      <Button size="lg" variant="filled" disabled={accept.isPending} onClick={() => accept.mutate(undefined)}>
        {words.accept}
      </Button>
      <RejectSheet lead={lead} isOpen={isRejecting} onClose={() => setRejecting(false)} />
    </footer>
  )
}

function RejectSheet({ lead, isOpen, onClose }: { lead: Lead; isOpen: boolean; onClose: () => void }) {
  const words = useWords(leadWords)
  const parts = useWords(partWords)
  const isPhone = useMediaQuery('(max-width: 699px)')
  const [reason, setReason] = useState<RejectReason | ''>('')
  const [note, setNote] = useState('')
  const [isIncomplete, setIncomplete] = useState(false)
  const reject = useAnswer(lead.id, (answer: { reason: RejectReason; note: string | null }) =>
    post<Lead>(`/leads/${lead.id}/reject`, answer),
  )
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position={isPhone ? 'bottom' : 'right'}
      size={isPhone ? 'auto' : 420}
      closeButtonProps={{ 'aria-label': parts.cancel }}
      title={words.rejectTitle(lead.name ?? words.noName)}
      classNames={{ content: isPhone ? styles.sheetBox : undefined, header: styles.sheetHead, body: styles.sheet }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setIncomplete(reason === '')
          if (reason !== '') reject.mutate({ reason, note: note.trim() === '' ? null : note.trim() })
        }}
      >
        <Radio.Group
          label={words.rejectWhy}
          value={reason}
          onChange={(value) => {
            setReason(value as RejectReason)
            setIncomplete(false)
          }}
          error={isIncomplete ? words.rejectNeeded : undefined}
        >
          <div className={styles.reasons}>
            {REJECT_REASONS.map((value) => (
              <Radio key={value} value={value} label={words.rejectReason[value]} />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={words.rejectNote}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <p className="text-13 dim">{words.rejectRests}</p>
        {reject.isError && <ErrorLine error={reject.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={reject.isPending}>
            {words.rejectButton}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {parts.cancel}
          </Button>
        </div>
      </form>
    </Drawer>
  )
}

function useAnswer<Given>(id: string, send: (given: Given) => Promise<Lead>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async (lead) => {
      queries.setQueryData(leadQuery(id).queryKey, lead)
      await queries.invalidateQueries({ queryKey: ['leads'] })
    },
  })
}
