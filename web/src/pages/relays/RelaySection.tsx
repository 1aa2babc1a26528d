// One relay: whether it works, what went through it today, and what an admin can do with it.
import { Button, NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post, put } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { relayWords } from '../../words/relays.ts'
import { OpenForm } from './OpenForm.tsx'
import { RelayForm } from './RelayForm.tsx'
import styles from './RelaysPage.module.css'
import { type Limit, type Relay, relaysQuery, type Trial } from './relays.ts'
import { WayState } from './WayState.tsx'

export type RelaySectionProps = { relay: Relay; limits: Limit[]; mayChange: boolean }

export function RelaySection({ relay, limits, mayChange }: RelaySectionProps) {
  const words = useWords(relayWords)
  const formats = useFormats()
  const { kind, host, port, encryption, lastFault, lastFaultAt } = relay
  return (
    <section className={styles.relay}>
      <h2>{kind === 'stored' ? relay.name : words.kinds[kind]}</h2>
      <span className={`${styles.address} small dim`}>
        {host === null ? words.places[kind] : `${host}:${port}`}
        {encryption !== null && `, ${words.encryptions[encryption]}`}
      </span>
      <State relay={relay} limits={limits} />
      {lastFault !== null && lastFaultAt !== null && relay.state !== 'off' && (
        <p className={`${styles.fault} text-13 muted`}>
          {words.lastFault(formats.exact(new Date(lastFaultAt)))} <q>{lastFault}</q>
        </p>
      )}
      {mayChange && <Acts relay={relay} />}
    </section>
  )
}

function State({ relay, limits }: Pick<RelaySectionProps, 'relay' | 'limits'>) {
  const words = useWords(relayWords)
  const formats = useFormats()
  const own = limits.filter(({ relayId, domains }) => relayId === relay.id && domains.length === 0)
  const ceilings = own.flatMap(({ ceiling }) => ceiling ?? [])
  const { later } = relay.today
  return (
    <WayState
      way={relay}
      ceiling={ceilings.length > 0 ? Math.min(...ceilings) : null}
      words={words}
      absent={words.absent}
    >
      {later > 0 && <span className="muted">{words.later(formats.number(later))}</span>}
    </WayState>
  )
}

function Acts({ relay }: { relay: Relay }) {
  const words = useWords(relayWords)
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const path = `/sending/relays/${relay.id}`
  const refresh = () => queries.invalidateQueries({ queryKey: relaysQuery.queryKey })
  const test = useMutation({ mutationFn: () => post<Trial>(`${path}/test`) })
  const isStopped = relay.stoppedAt !== null
  const stop = useMutation({ mutationFn: () => post(`${path}/stop`, { isStopped: !isStopped }), onSuccess: refresh })
  const remove = async () => {
    await del(path)
    await refresh()
  }
  const fault = test.error ?? stop.error
  return (
    <>
      <div className={styles.acts}>
        {relay.host !== null && (
          <Button disabled={test.isPending} onClick={() => test.mutate()}>
            {words.test}
          </Button>
        )}
        <Button disabled={stop.isPending} onClick={() => stop.mutate()}>
          {isStopped ? words.start : words.stop}
        </Button>
        {relay.kind === 'stored' ? (
          <RelayForm key={JSON.stringify(placeOf(relay))} relay={relay} />
        ) : (
          <WeightForm key={relay.weight} relay={relay} />
        )}
        {relay.kind === 'stored' && (
          <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
            {words.remove}
          </Button>
        )}
      </div>
      {isAsking && (
        <Confirm
          title={words.removeTitle(relay.name)}
          button={words.removeButton}
          act={remove}
          onClose={() => setAsking(false)}
        >
          {words.removeDetail}
        </Confirm>
      )}
      {fault && <ErrorLine error={fault} />}
      {test.data && (
        <div className={styles.outcome}>
          <Note role="status" tone={test.data.isIn ? 'plain' : 'broken'}>
            {test.data.isIn
              ? test.data.answer === 'TLS'
                ? words.inEncrypted
                : words.inClear
              : words.notIn(test.data.answer)}
          </Note>
        </div>
      )}
    </>
  )
}

/** What the form begins with: when a colleague has changed it, it begins anew. */
const placeOf = ({ name, host, port, encryption, username, authority, weight }: Relay) => [
  ...[name, host, port, encryption],
  ...[username, authority, weight],
]

function WeightForm({ relay }: { relay: Relay }) {
  const words = useWords(relayWords)
  const form = useForm({ initialValues: { weight: relay.weight as number | string } })
  return (
    <OpenForm
      form={form}
      changeOf={({ weight }) => ({ weight: Number(weight) })}
      save={(change) => put(`/sending/relays/${relay.id}/weight`, change)}
      begin={words.changeWeight}
      send={words.save}
    >
      <NumberInput
        label={words.weight}
        description={words.weightHint}
        min={1}
        max={100}
        {...form.getInputProps('weight')}
      />
    </OpenForm>
  )
}
