// Providers that tell what became of our mails, and mailboxes that are read for it. An admin adds and removes them; whoever writes campaigns sees that they are heard.
import { Button, Checkbox, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { AddForm } from '../../parts/AddForm.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyText } from '../../parts/CopyText.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { returnSourceWords } from '../../words/return-sources.ts'
import styles from './ReturnSources.module.css'
import { type ReturnSource, returnSourcesQuery, SOURCE_KINDS, type SourceKind } from './return-sources.ts'

export function ReturnSources() {
  const words = useWords(returnSourceWords)
  const isAdmin = useMe().role === 'admin'
  const sources = useQuery(returnSourcesQuery)
  return (
    <section className={styles.sources} aria-labelledby="return-sources">
      <h2 id="return-sources">{words.heading}</h2>
      <p className={`${styles.detail} muted text-13`}>{words.detail}</p>
      <Answer query={sources} what={words.what}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-13">{words.none}</p>
          ) : (
            <ul className={styles.list}>
              {items.map((source) => (
                <Source key={source.id} source={source} mayChange={isAdmin} />
              ))}
            </ul>
          )
        }
      </Answer>
      <div className={styles.add}>{isAdmin ? <NewSource /> : <p className="muted text-13">{words.adminOnly}</p>}</div>
    </section>
  )
}

function Source({ source, mayChange }: { source: ReturnSource; mayChange: boolean }) {
  const words = useWords(returnSourceWords)
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { id, kind, detail, url, lastTakenAt, lastRefusedAt, fault } = source
  const isRefused = lastRefusedAt !== null && (lastTakenAt === null || lastRefusedAt > lastTakenAt)
  const remove = async () => {
    await del(`/messages/return-sources/${id}`)
    await queries.invalidateQueries({ queryKey: returnSourcesQuery.queryKey })
  }
  return (
    <li>
      <h3>{words.kind[kind]}</h3>
      {url && <p className={`${styles.url} small dim`}>{url}</p>}
      {detail && <p className={`${styles.url} small dim`}>{detail}</p>}
      <p className={`${styles.state} text-13`}>
        {fault !== null ? (
          <Tag tone="broken">{words.fault[fault] ?? words.fault.unreachable}</Tag>
        ) : isRefused ? (
          <>
            <Tag tone="broken">{words.refused}</Tag>
            <span className="dim">
              <DateText at={lastRefusedAt} show="both" />
            </span>
          </>
        ) : (
          <Tag>{lastTakenAt ? words.heard : words.notYet}</Tag>
        )}
        {lastTakenAt && (
          <span className="dim">
            {words.last} <DateText at={lastTakenAt} show="both" />
          </span>
        )}
      </p>
      {isRefused && kind !== 'imap' && <p className="muted text-13">{words.refusedDetail[kind]}</p>}
      {mayChange && (
        <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {words.remove}
        </Button>
      )}
      {isAsking && (
        <Confirm
          title={words.removeTitle(words.kind[kind])}
          button={words.removeButton}
          act={remove}
          onClose={() => setAsking(false)}
        >
          {words.removeDetail}
        </Confirm>
      )}
    </li>
  )
}

/** Names of what proves each of them; Postmark gets a password of ours. */
const PROOFS = { ses: 'topic', sendgrid: 'publicKey', mailgun: 'signingKey' } as const

type Values = {
  kind: SourceKind
  topic: string
  publicKey: string
  signingKey: string
  host: string
  port: number | string
  isSecure: boolean
  user: string
  password: string
  folder: string
}

function bodyOf({ kind, ...values }: Values): object {
  if (kind === 'postmark') return { kind }
  if (kind !== 'imap') return { kind, [PROOFS[kind]]: values[PROOFS[kind]] }
  const { host, port, isSecure, user, password, folder } = values
  return { kind, host, port: Number(port), isSecure, user, password, folder }
}

function NewSource() {
  const words = useWords(returnSourceWords)
  const neededBy = (kinds: readonly SourceKind[], message: string) => (text: string, values: Values) =>
    kinds.includes(values.kind) && text.trim() === '' ? message : null
  const form = useForm<Values>({
    initialValues: {
      ...{ kind: 'ses', topic: '', publicKey: '', signingKey: '' },
      ...{ host: '', port: 993, isSecure: true, user: '', password: '', folder: 'INBOX' },
    },
    validate: {
      topic: neededBy(['ses'], words.needed.topic),
      publicKey: neededBy(['sendgrid'], words.needed.publicKey),
      signingKey: neededBy(['mailgun'], words.needed.signingKey),
      host: neededBy(['imap'], words.needed.host),
      user: neededBy(['imap'], words.needed.user),
      password: neededBy(['imap'], words.needed.password),
      folder: neededBy(['imap'], words.needed.folder),
    },
  })
  const { kind } = form.getValues()
  const proof = kind === 'postmark' || kind === 'imap' ? undefined : PROOFS[kind]
  return (
    <AddForm
      form={form}
      add={async (values) => {
        const made = await post<{ id: string; url: string | null }>('/messages/return-sources', bodyOf(values))
        return { ...made, kind: values.kind }
      }}
      listKey={returnSourcesQuery.queryKey}
      begin={words.add}
      send={words.addThis}
      done={(made) => (
        <>
          <p>{words.added[made.kind]}</p>
          {made.url && <CopyText text={made.url} />}
        </>
      )}
    >
      <Select
        label={words.provider}
        allowDeselect={false}
        data={SOURCE_KINDS.map((value) => ({ value, label: words.kind[value] }))}
        {...form.getInputProps('kind')}
      />
      {proof && (
        <TextInput
          key={proof}
          label={words.proof[proof]}
          description={words.proofHint[proof]}
          autoComplete="off"
          {...form.getInputProps(proof)}
        />
      )}
      {kind === 'postmark' && <p className="muted text-13">{words.postmarkHint}</p>}
      {kind === 'imap' && <MailboxFields form={form} />}
    </AddForm>
  )
}

function MailboxFields({ form }: { form: UseFormReturnType<Values> }) {
  const words = useWords(returnSourceWords)
  return (
    <>
      <p className="muted text-13">{words.imapHint}</p>
      <TextInput label={words.mailbox.host} autoComplete="off" {...form.getInputProps('host')} />
      <NumberInput label={words.mailbox.port} min={1} max={65_535} hideControls {...form.getInputProps('port')} />
      <Checkbox
        label={words.mailbox.isSecure}
        description={words.mailbox.isSecureHint}
        {...form.getInputProps('isSecure', { type: 'checkbox' })}
      />
      <TextInput label={words.mailbox.user} autoComplete="off" {...form.getInputProps('user')} />
      <PasswordInput label={words.mailbox.password} autoComplete="new-password" {...form.getInputProps('password')} />
      <TextInput label={words.mailbox.folder} autoComplete="off" {...form.getInputProps('folder')} />
    </>
  )
}
