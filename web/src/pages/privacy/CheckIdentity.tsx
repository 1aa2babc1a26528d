// Who asks? A code that only the owner of the address can read, or what somebody here has seen.
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { requestWords } from '../../words/requests.ts'
import styles from './Requests.module.css'
import { type RequestDetail, useAct } from './requests.ts'

export function CheckIdentity({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const [code, setCode] = useState('')
  const send = useAct(request.id, 'code')
  const show = useAct(request.id, 'identity')
  const address = request.person.addresses.find((one) => one.kind === 'email' && one.isPrimary)?.value
  const canMail = request.person.isReachable && address !== undefined
  return (
    <section className={styles.act}>
      <h2>{words.knowWho}</h2>
      <p className="muted">{words.knowWhoDetail}</p>
      {canMail ? (
        <>
          {request.isCodeSent && (
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault()
                show.mutate({ by: 'code', code })
              }}
            >
              <TextInput
                label={words.digits}
                inputMode="numeric"
                autoComplete="off"
                maw={200}
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
              <Button type="submit" variant="filled" w="fit-content" disabled={code.trim() === '' || show.isPending}>
                {words.checkCode}
              </Button>
            </form>
          )}
          <div className={styles.buttons}>
            <Button
              variant={request.isCodeSent ? 'default' : 'filled'}
              disabled={send.isPending}
              onClick={() => send.mutate(undefined)}
            >
              {request.isCodeSent ? words.sendAgain : words.sendCode}
            </Button>
          </div>
          <p className="small dim">{words.sendCodeDetail(address)}</p>
        </>
      ) : (
        <p className="text-13 muted">{words.noAddress}</p>
      )}
      <h3 className={styles.ways}>{words.otherWays}</h3>
      <div className={styles.buttons}>
        <Button disabled={show.isPending} onClick={() => show.mutate({ by: 'shown' })}>
          {words.papers}
        </Button>
        <Button disabled={show.isPending} onClick={() => show.mutate({ by: 'signed_in' })}>
          {words.signedIn}
        </Button>
      </div>
      {send.isError && <ErrorLine error={send.error} />}
      {show.isError && <ErrorLine error={show.error} />}
    </section>
  )
}
