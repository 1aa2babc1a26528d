// From whom this person came, and whether they were told so: by the first mail, or by a colleague who notes it here.
import { Button, Select } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post } from '../../api.ts'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useMe } from '../../session.ts'
import { contactWords } from '../../words/contacts.ts'
import { useWords } from '../../words/language.tsx'
import styles from './Known.module.css'

type Notice = { source: string; receivedAt: string; dueAt: string; toldAt: string | null; toldBy: string | null }
const WAYS = ['own_mail', 'letter', 'phone', 'in_person'] as const

const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'source'],
    queryFn: ({ signal }) => get<{ items: Notice[] }>(`/contacts/${id}/source`, signal),
  })

export function SourceTold({ contactId }: { contactId: string }) {
  const words = useWords(contactWords)
  const me = useMe()
  const notices = useQuery(sourceQuery(contactId)).data?.items ?? []
  if (notices.length === 0) return null
  const mayTell =
    notices.some(({ toldAt }) => toldAt === null) && (me.role === 'privacy_officer' || me.role === 'admin')
  return (
    <section aria-label={words.fromOthers}>
      <h2 className={styles.head}>{words.fromOthers}</h2>
      {notices.map((notice) => (
        <Told key={notice.source} notice={notice} />
      ))}
      {mayTell && <Tell contactId={contactId} />}
    </section>
  )
}

function Told({ notice: { source, receivedAt, dueAt, toldAt } }: { notice: Notice }) {
  const words = useWords(contactWords)
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{words.cameFrom}</dt>
        <dd>
          {source}, <DateText at={receivedAt} show="long" />
        </dd>
      </div>
      <div>
        <dt>{toldAt === null ? words.toldBefore : words.told}</dt>
        <dd>
          <DateText at={toldAt ?? dueAt} show="long" />
        </dd>
      </div>
    </dl>
  )
}

function Tell({ contactId }: { contactId: string }) {
  const words = useWords(contactWords)
  const queries = useQueryClient()
  const [way, setWay] = useState<string>('letter')
  const tell = useMutation({
    mutationFn: () => post(`/contacts/${contactId}/source-told`, { toldBy: way }),
    onSuccess: () => queries.invalidateQueries({ queryKey: sourceQuery(contactId).queryKey }),
  })
  return (
    <div className={styles.tell}>
      <Select
        label={words.toldHow}
        allowDeselect={false}
        data={WAYS.map((value) => ({ value, label: words.toldWays[value] }))}
        value={way}
        onChange={(value) => setWay(value ?? 'letter')}
      />
      <Button onClick={() => tell.mutate()} disabled={tell.isPending}>
        {words.noteTold}
      </Button>
      {tell.isError && <ErrorLine error={tell.error} />}
    </div>
  )
}
