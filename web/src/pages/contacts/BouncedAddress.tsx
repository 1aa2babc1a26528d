// That bounces stop the mail address of a person, and the way to open it again by hand, with a reason that is kept.
import { Button, Modal, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post } from '../../api.ts'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { bounceWords } from '../../words/bounces.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import styles from './Basis.module.css'

type Bounced = {
  hold: { since: string; until: string | null; reason: string } | null
  isStoppedElse: boolean
  reopened: { at: string; by: string | null; reason: string }[]
}

const bouncedQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', contactId, 'bounced-address'],
    queryFn: ({ signal }) => get<Bounced>(`/contacts/${contactId}/bounced-address`, signal),
  })

export function BouncedAddress({ contactId }: { contactId: string }) {
  const words = useWords(bounceWords)
  const formats = useFormats()
  const [isOpening, setOpening] = useState(false)
  const { data } = useQuery(bouncedQuery(contactId))
  if (!data || (!data.hold && data.reopened.length === 0)) return null
  const { hold, isStoppedElse, reopened } = data
  return (
    <section className={styles.basis} aria-label={words.stopped}>
      <h2>{words.stopped}</h2>
      {hold && (
        <>
          <p className="text-13">
            {words.reason[`bounce_${hold.reason}`] ?? words.reason.bounce_unknown}.{' '}
            {hold.until ? words.until(formats.longDate(new Date(hold.until))) : words.untilAnother}
          </p>
          {isStoppedElse ? (
            <p className="text-13 muted">{words.stoppedElse}</p>
          ) : (
            <div className={styles.buttons}>
              <Button onClick={() => setOpening(true)}>{words.reopen}</Button>
            </div>
          )}
        </>
      )}
      {reopened.map(({ at, by, reason }) => (
        <p key={at} className="text-13 muted">
          {words.reopenedBy(by ?? words.somebody)} <DateText at={at} show="both" />: {reason}
        </p>
      ))}
      {isOpening && <Reopen contactId={contactId} onClose={() => setOpening(false)} />}
    </section>
  )
}

function Reopen({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const words = useWords(bounceWords)
  const parts = useWords(partWords)
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim().length < 3 ? words.reasonNeeded : null) },
  })
  const reopen = useMutation({
    mutationFn: (values: { reason: string }) => post(`/contacts/${contactId}/bounced-address/reopen`, values),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['contacts', contactId] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={words.reopen} closeButtonProps={{ 'aria-label': parts.cancel }}>
      <form className={styles.form} onSubmit={form.onSubmit((values) => reopen.mutate(values))} noValidate>
        <Note>{words.reopenDetail}</Note>
        <Textarea
          label={words.reopenReason}
          description={words.reopenHint}
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        {reopen.isError && <ErrorLine error={reopen.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={reopen.isPending}>
            {words.reopen}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {parts.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
