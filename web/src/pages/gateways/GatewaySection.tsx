// One gateway: whether it works, what went through it today, what it tells us, and what an admin can do with it.
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { gatewayWords } from '../../words/gateways.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from '../relays/RelaysPage.module.css'
import { WayState } from '../relays/WayState.tsx'
import { GatewayForm } from './GatewayForm.tsx'
import { type Gateway, gatewaysQuery } from './gateways.ts'

export type GatewaySectionProps = { gateway: Gateway; mayChange: boolean }

export function GatewaySection({ gateway, mayChange }: GatewaySectionProps) {
  const words = useWords(gatewayWords)
  const formats = useFormats()
  const { lastFault, lastFaultAt, state, takesCalls, heardAt, refusedAt, callUrl } = gateway
  const exact = (at: string) => formats.exact(new Date(at))
  return (
    <section className={styles.relay}>
      <h2>{gateway.name}</h2>
      <span className={`${styles.address} small dim`}>
        {words.kinds[gateway.gateway]}, {gateway.url}
      </span>
      <WayState way={gateway} ceiling={gateway.perDay} words={words} />
      {lastFault !== null && lastFaultAt !== null && state !== 'off' && (
        <p className={`${styles.fault} text-13 muted`}>
          {words.lastFault(exact(lastFaultAt))} <q>{lastFault}</q>
        </p>
      )}
      <p className={`${styles.fault} text-13 muted`}>
        {takesCalls ? (
          <>
            {heardAt === null ? words.neverHeard : words.heard(exact(heardAt))} {words.callsTo} <code>{callUrl}</code>
          </>
        ) : (
          words.takesNone
        )}
        {refusedAt !== null && ` ${words.refusedCall(exact(refusedAt))}`}
      </p>
      {mayChange && <Acts gateway={gateway} />}
    </section>
  )
}

function Acts({ gateway }: { gateway: Gateway }) {
  const words = useWords(gatewayWords)
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const path = `/sending/gateways/${gateway.id}`
  const refresh = () => queries.invalidateQueries({ queryKey: gatewaysQuery.queryKey })
  const isStopped = gateway.stoppedAt !== null
  const stop = useMutation({ mutationFn: () => post(`${path}/stop`, { isStopped: !isStopped }), onSuccess: refresh })
  const remove = async () => {
    await del(path)
    await refresh()
  }
  return (
    <>
      <div className={styles.acts}>
        <Button disabled={stop.isPending} onClick={() => stop.mutate()}>
          {isStopped ? words.start : words.stop}
        </Button>
        <GatewayForm key={JSON.stringify(placeOf(gateway))} gateway={gateway} />
        <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {words.remove}
        </Button>
      </div>
      {isAsking && (
        <Confirm
          title={words.removeTitle(gateway.name)}
          button={words.removeButton}
          act={remove}
          onClose={() => setAsking(false)}
        >
          {words.removeDetail}
        </Confirm>
      )}
      {stop.error && <ErrorLine error={stop.error} />}
    </>
  )
}

/** What the form begins with: when a colleague has changed it, it begins anew. */
const placeOf = ({ name, gateway, url, account, weight, perSecond, perDay }: Gateway) => [
  ...[name, gateway, url, account],
  ...[weight, perSecond, perDay],
]
