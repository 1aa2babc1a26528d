// Carries a request out in one press: what it does, how the person is told, and the button that says it.
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../parts/Confirm.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { requestWords } from '../../words/requests.ts'
import styles from './Requests.module.css'
import { type RequestDetail, scanTextsKey, type Told, toldOf, useAct, useFile } from './requests.ts'
import { mayMail, ToldField } from './ToldField.tsx'

const CORRECTED = ['firstName', 'lastName', 'email', 'phone', 'jobTitle', 'street', 'postalCode', 'city'] as const
type Corrected = Partial<Record<(typeof CORRECTED)[number], string>>

export function CarryOut({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const isErasing = request.kind === 'erasure'
  const [told, setTold] = useState<Told>(mayMail(request, isErasing) ? 'mail' : null)
  const [corrected, setCorrected] = useState<Corrected>({})
  const [isAsking, setAsking] = useState(false)
  const queries = useQueryClient()
  const fulfil = useAct(request.id, 'fulfil')
  const said = Object.entries(corrected).filter(([, value]) => value.trim() !== '')
  const body = {
    told: toldOf(told),
    ...(request.kind === 'rectification' ? { correction: Object.fromEntries(said) } : {}),
  }
  const isReady = told !== null && (request.kind !== 'rectification' || said.length > 0)
  return (
    <section className={styles.act}>
      <h2>{words.kind[request.kind]}</h2>
      <p className="muted">{words.carryOut[request.kind]}</p>
      <Files request={request} />
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (isErasing) setAsking(true)
          else fulfil.mutate(body)
        }}
      >
        {request.kind === 'rectification' && (
          <div className={styles.pair}>
            {CORRECTED.map((field) => (
              <TextInput
                key={field}
                label={words[field]}
                placeholder={knownOf(request, field)}
                value={corrected[field] ?? ''}
                onChange={(event) => setCorrected({ ...corrected, [field]: event.currentTarget.value })}
              />
            ))}
          </div>
        )}
        <ToldField request={request} value={told} onChange={setTold} isErasing={isErasing} />
        {fulfil.isError && <ErrorLine error={fulfil.error} />}
        <Button type="submit" variant="filled" w="fit-content" disabled={!isReady || fulfil.isPending}>
          {words.press[request.kind]}
        </Button>
      </form>
      {isAsking && (
        <Confirm
          title={words.eraseTitle(request.name ?? words.nameless)}
          button={words.press.erasure}
          act={async () => {
            const { addresses } = request.person
            queries.setQueryData(
              scanTextsKey(request.id),
              [...addresses.map((address) => address.value), request.name].filter(Boolean).join('\n'),
            )
            await fulfil.mutateAsync(body)
          }}
          onClose={() => setAsking(false)}
        >
          {words.eraseDetail}
        </Confirm>
      )}
    </section>
  )
}

function knownOf({ person }: RequestDetail, field: (typeof CORRECTED)[number]): string {
  if (field === 'email' || field === 'phone')
    return person.addresses.find((one) => one.kind === field && one.isPrimary)?.value ?? ''
  if (field === 'street' || field === 'postalCode') return ''
  return person[field] ?? ''
}

/** The files of a copy, as often as they are needed: each is made from what is known then. */
export function Files({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const file = useFile(request.id)
  if (request.kind !== 'access' && request.kind !== 'portability') return null
  const first = request.kind === 'access' ? ('html' as const) : ('csv' as const)
  return (
    <>
      <div className={styles.buttons}>
        <Button disabled={file.isPending} onClick={() => file.mutate(first)}>
          {first === 'html' ? words.getHtml : words.getCsv}
        </Button>
        <Button disabled={file.isPending} onClick={() => file.mutate('json')}>
          {words.getJson}
        </Button>
      </div>
      {file.isError && <ErrorLine error={file.error} />}
    </>
  )
}
