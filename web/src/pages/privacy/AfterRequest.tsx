// What is left to do once a request is closed: fetch the files again, look for what is left of an erased person, or end a
// restriction, in two steps, since the person must be told before.
import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { requestWords } from '../../words/requests.ts'
import { Files } from './CarryOut.tsx'
import styles from './Requests.module.css'
import { type RequestDetail, scanTextsKey, type Told, toldOf, useAct } from './requests.ts'
import { mayMail, ToldField } from './ToldField.tsx'

export function AfterRequest({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const { kind, status, refusalGround } = request
  if (status === 'refused')
    return (
      <section className={styles.act}>
        <h2>{words.now.refused}</h2>
        <p className="muted">{words.refusalGround[refusalGround ?? ''] ?? refusalGround}</p>
      </section>
    )
  if (kind === 'erasure') return <Scan request={request} />
  if (kind === 'restriction') return <Lift request={request} />
  return (
    <section className={styles.act}>
      <h2>{words.now.done}</h2>
      <Files request={request} />
    </section>
  )
}

function Scan({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const [texts, setTexts] = useState(() => queries.getQueryData<string>(scanTextsKey(request.id)) ?? '')
  const scan = useAct(request.id, 'scan')
  const lines = texts.split('\n').flatMap((line) => line.trim() || [])
  const { scan: found } = request
  return (
    <section className={styles.act}>
      <h2>{words.scanTitle}</h2>
      <p className="muted">{words.scanDetail}</p>
      {found && (
        <div className={styles.form} role="status">
          <div>
            <b>{found.places.length === 0 ? words.scanClean : words.scanFound(found.places.length)}</b>
            {found.places.map(({ table, rows }) => (
              <p key={table}>{words.scanPlace(table, formats.number(rows))}</p>
            ))}
            <p className="small dim">{words.scannedAt(formats.exact(new Date(found.at)))}</p>
          </div>
        </div>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          scan.mutate({ texts: lines })
        }}
      >
        <Textarea
          label={words.scanTexts}
          autosize
          minRows={2}
          value={texts}
          onChange={(event) => setTexts(event.currentTarget.value)}
        />
        {scan.isError && <ErrorLine error={scan.error} />}
        <Button type="submit" variant="filled" w="fit-content" disabled={lines.length === 0 || scan.isPending}>
          {scan.isPending ? words.scanning : words.scan}
        </Button>
      </form>
    </section>
  )
}

function Lift({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const [told, setTold] = useState<Told>(mayMail(request) ? 'mail' : null)
  const tell = useAct(request.id, 'lifting')
  const lift = useAct(request.id, 'lift')
  const isTold = request.steps.some((step) => step.type === 'told' && step.detail.about === 'lifting')
  if (request.liftedAt)
    return (
      <section className={styles.act}>
        <h2>{words.now.lifted}</h2>
        <p className="muted">{words.lifted}</p>
      </section>
    )
  return (
    <section className={styles.act}>
      <h2>
        <ConsentMark state="restricted" size={20} /> {words.liftTitle}
      </h2>
      <p className="muted">{words.liftDetail}</p>
      {isTold ? (
        <div className={styles.buttons}>
          <Button variant="filled" disabled={lift.isPending} onClick={() => lift.mutate(undefined)}>
            {words.lift}
          </Button>
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            tell.mutate({ told: toldOf(told) })
          }}
        >
          <ToldField request={request} value={told} onChange={setTold} />
          <Button type="submit" variant="filled" w="fit-content" disabled={told === null || tell.isPending}>
            {words.tellLifting}
          </Button>
        </form>
      )}
      {tell.isError && <ErrorLine error={tell.error} />}
      {lift.isError && <ErrorLine error={lift.error} />}
    </section>
  )
}
