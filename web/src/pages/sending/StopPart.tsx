// The switch that stops everything: what it does, whether it is on, who pressed it, and the times before.
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { sendingWords } from '../../words/sending.ts'
import styles from './SendingPage.module.css'
import { letGoOn, type SendingStop, stopQuery, stopSending } from './sending.ts'

export function StopPart() {
  const words = useWords(sendingWords)
  const stop = useQuery(stopQuery)
  return (
    <section className={styles.part}>
      <h2>{words.stop}</h2>
      <p className={styles.lead}>{words.stopLead}</p>
      <Answer query={stop} what={words.stop}>
        {({ standing, history }) => (
          <>
            {standing ? <Stopped stop={standing} /> : <Running />}
            <History stops={history.filter(({ resumedAt }) => resumedAt !== null)} />
          </>
        )}
      </Answer>
    </section>
  )
}

function Running() {
  const words = useWords(sendingWords)
  const mayPress = useMe().role !== 'seller'
  const [isAsking, setIsAsking] = useState(false)
  return (
    <div className={styles.state}>
      <p>{words.running}</p>
      {mayPress && (
        <Button variant="filled" onClick={() => setIsAsking(true)}>
          {words.stopButton}
        </Button>
      )}
      {isAsking && <StopDialog onClose={() => setIsAsking(false)} />}
    </div>
  )
}

function StopDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(sendingWords)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [includesService, setIncludesService] = useState(false)
  const press = useMutation({
    mutationFn: () => stopSending({ reason, includesService }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: stopQuery.queryKey })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={words.stopTitle}>
      <p>{words.stopDetail}</p>
      <TextInput
        mt={12}
        label={words.reason}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Checkbox
        mt={12}
        label={words.includesService}
        checked={includesService}
        onChange={(event) => setIncludesService(event.currentTarget.checked)}
      />
      {press.isError && <ErrorLine error={press.error} />}
      <Button mt={16} variant="filled" disabled={press.isPending} onClick={() => press.mutate()}>
        {words.stopNow}
      </Button>
    </Modal>
  )
}

function Stopped({ stop }: { stop: SendingStop }) {
  const words = useWords(sendingWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const mayPress = useMe().role !== 'seller'
  const [isAsking, setIsAsking] = useState(false)
  return (
    <div className={styles.state}>
      <Note tone="near" role="status">
        <b>{words.standing(stop.stoppedBy, formats.exact(new Date(stop.stoppedAt)))}</b>{' '}
        {stop.includesService ? words.standingService : words.serviceGoesOn} {stop.reason}
      </Note>
      {mayPress && <Button onClick={() => setIsAsking(true)}>{words.goOn}</Button>}
      {isAsking && (
        <Confirm
          title={words.goOnTitle}
          button={words.goOn}
          act={async () => {
            await letGoOn()
            await queries.invalidateQueries({ queryKey: stopQuery.queryKey })
          }}
          onClose={() => setIsAsking(false)}
        >
          {words.goOnDetail}
        </Confirm>
      )}
    </div>
  )
}

function History({ stops }: { stops: SendingStop[] }) {
  const words = useWords(sendingWords)
  if (stops.length === 0) return null
  return (
    <table className={styles.history}>
      <caption>{words.history}</caption>
      <thead>
        <tr>
          {[words.when, words.until, words.by, words.why].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stops.map((stop) => (
          <tr key={stop.stoppedAt}>
            <td data-label={words.when}>
              <DateText at={stop.stoppedAt} />
            </td>
            <td data-label={words.until}>{stop.resumedAt && <DateText at={stop.resumedAt} />}</td>
            <td data-label={words.by}>
              {stop.stoppedBy}
              {stop.resumedBy !== stop.stoppedBy && `, ${stop.resumedBy}`}
            </td>
            <td data-label={words.why}>{stop.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
