// Providers that tell what became of our mails. An admin adds and removes them; whoever writes campaigns sees that they are heard.
import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyText } from '../../parts/CopyText.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { returnSourceWords } from '../../words/return-sources.ts'
import { AddForm } from '../access/AddForm.tsx'
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
  const { id, kind, detail, url, lastTakenAt, lastRefusedAt } = source
  const isRefused = lastRefusedAt !== null && (lastTakenAt === null || lastRefusedAt > lastTakenAt)
  const remove = async () => {
    await del(`/messages/return-sources/${id}`)
    await queries.invalidateQueries({ queryKey: returnSourcesQuery.queryKey })
  }
  return (
    <li>
      <h3>{words.kind[kind]}</h3>
      <p className={`${styles.url} small dim`}>{url}</p>
      {detail && <p className={`${styles.url} small dim`}>{detail}</p>}
      <p className={`${styles.state} text-13`}>
        {isRefused ? (
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
      {isRefused && <p className="muted text-13">{words.refusedDetail[kind]}</p>}
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

function NewSource() {
  const words = useWords(returnSourceWords)
  const form = useForm({
    initialValues: { kind: 'ses' as SourceKind, topic: '', publicKey: '', signingKey: '' },
    validate: {
      topic: (topic, { kind }) => (kind === 'ses' && topic.trim() === '' ? words.needed.topic : null),
      publicKey: (text, { kind }) => (kind === 'sendgrid' && text.trim() === '' ? words.needed.publicKey : null),
      signingKey: (text, { kind }) => (kind === 'mailgun' && text.trim() === '' ? words.needed.signingKey : null),
    },
  })
  const { kind } = form.getValues()
  const proof = kind === 'postmark' ? undefined : PROOFS[kind]
  return (
    <AddForm
      form={form}
      add={async (values) => {
        const named = values.kind === 'postmark' ? undefined : PROOFS[values.kind]
        const body = { kind: values.kind, ...(named && { [named]: values[named] }) }
        const made = await post<{ id: string; url: string }>('/messages/return-sources', body)
        return { ...made, kind: values.kind }
      }}
      listKey={returnSourcesQuery.queryKey}
      begin={words.add}
      send={words.add}
      done={(made) => (
        <>
          <p>{words.added[made.kind]}</p>
          <CopyText text={made.url} />
        </>
      )}
    >
      <Select
        label={words.provider}
        allowDeselect={false}
        data={SOURCE_KINDS.map((value) => ({ value, label: words.kind[value] }))}
        {...form.getInputProps('kind')}
      />
      {proof ? (
        <TextInput
          key={proof}
          label={words.proof[proof]}
          description={words.proofHint[proof]}
          autoComplete="off"
          {...form.getInputProps(proof)}
        />
      ) : (
        <p className="muted text-13">{words.postmarkHint}</p>
      )}
    </AddForm>
  )
}
