// One webhook: how it fares, what can be done with it, and its last messages.
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note, Tag } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { webhookWords } from '../../words/webhooks.ts'
import { Deliveries } from './Deliveries.tsx'
import { Replay } from './Replay.tsx'
import { ShownSecret } from './ShownSecret.tsx'
import styles from './WebhooksPage.module.css'
import { type Attempt, type Webhook, webhooksQuery } from './webhooks.ts'

export function WebhookSection({ webhook, mayChange }: { webhook: Webhook; mayChange: boolean }) {
  const words = useWords(webhookWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={styles.webhook}>
      <h2>{webhook.name}</h2>
      <span className={`${styles.url} small dim`}>{webhook.url}</span>
      <State webhook={webhook} />
      <div className={styles.acts}>
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.deliveries}
        </Button>
        {mayChange && <Acts webhook={webhook} />}
      </div>
      {isOpen && <Deliveries webhookId={webhook.id} />}
    </section>
  )
}

function State({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords)
  const formats = useFormats()
  const { stoppedAt, restsUntil, failures, waiting, dead, isReplaying, lastDeliveredAt } = webhook
  const state = stoppedAt ? (
    <Tag tone="near">{words.stopped(formats.shortDate(new Date(stoppedAt), new Date()))}</Tag>
  ) : restsUntil ? (
    <Tag tone="broken">
      {words.resting(formats.number(failures), failures === 1, formats.time(new Date(restsUntil)))}
    </Tag>
  ) : (
    <Tag>{lastDeliveredAt ? words.well : words.notYet}</Tag>
  )
  return (
    <div className={`${styles.state} text-13`}>
      {state}
      {isReplaying && <Tag>{words.replaying}</Tag>}
      {waiting > 0 && <span className="muted">{words.waiting(formats.number(waiting), waiting === 1)}</span>}
      {dead > 0 && <Tag tone="broken">{words.dead(formats.number(dead), dead === 1)}</Tag>}
      {lastDeliveredAt && (
        <span className="dim">
          {words.last} <DateText at={lastDeliveredAt} show="both" />
        </span>
      )}
    </div>
  )
}

/** What an admin can do; what came of it stands below. */
function Acts({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords)
  const queries = useQueryClient()
  const [asking, setAsking] = useState<'secret' | 'remove' | 'replay' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const path = `/webhooks/${webhook.id}`
  const refresh = () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey })
  const test = useMutation({ mutationFn: () => post<Attempt>(`${path}/test`) })
  const retry = useMutation({ mutationFn: () => post(`${path}/retry`), onSuccess: refresh })
  const isStopped = webhook.stoppedAt !== null
  const stop = useMutation({ mutationFn: () => post(`${path}/stop`, { isStopped: !isStopped }), onSuccess: refresh })
  const change = async () => setSecret((await post<{ secret: string }>(`${path}/secret`)).secret)
  const remove = async () => {
    await del(path)
    await refresh()
  }
  const close = () => setAsking(null)
  const fault = test.error ?? retry.error ?? stop.error
  return (
    <>
      <Button disabled={test.isPending} onClick={() => test.mutate()}>
        {words.test}
      </Button>
      {webhook.dead > 0 && <Button onClick={() => retry.mutate()}>{words.retry}</Button>}
      <Button disabled={isStopped} onClick={() => setAsking(asking === 'replay' ? null : 'replay')}>
        {words.replay}
      </Button>
      <Button onClick={() => stop.mutate()}>{isStopped ? words.start : words.stop}</Button>
      <Button onClick={() => setAsking('secret')}>{words.newSecret}</Button>
      <Button variant="subtle" color="gray" onClick={() => setAsking('remove')}>
        {words.remove}
      </Button>
      {asking === 'replay' && <Replay webhookId={webhook.id} />}
      {asking === 'secret' && (
        <Confirm title={words.newSecret} button={words.newSecretButton} act={change} onClose={close}>
          {words.newSecretDetail}
        </Confirm>
      )}
      {asking === 'remove' && (
        <Confirm title={words.removeTitle(webhook.name)} button={words.removeButton} act={remove} onClose={close}>
          {words.removeDetail}
        </Confirm>
      )}
      {fault && <ErrorLine error={fault} />}
      {secret !== null && (
        <Note role="status">
          <ShownSecret secret={secret} />
        </Note>
      )}
      {test.data && (
        <Note role="status" tone={test.data.isTaken ? 'plain' : 'broken'}>
          {test.data.isTaken ? words.testTaken(test.data.answer) : words.testFailed(test.data.answer)}
        </Note>
      )}
    </>
  )
}
