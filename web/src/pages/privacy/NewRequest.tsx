// Somebody wrote, called or came by: who they are here, what they ask for, and the day from which the month is counted.
import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { get, post, queryOf } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { CAME_BY, REQUEST_KINDS, requestWords } from '../../words/requests.ts'
import styles from './Requests.module.css'

type Person = { id: string; name: string | null; title: string | null; company: string | null; email: string | null }
const LETTERS_BEFORE_ASKING = 2
const dayOf = (at: Date) => new Date(+at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)

export function NewRequest({ onClose }: { onClose: () => void }) {
  const words = useWords(requestWords)
  const parts = useWords(partWords)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [person, setPerson] = useState<Person | null>(null)
  const [kind, setKind] = useState<string | null>(null)
  const [cameBy, setCameBy] = useState<string | null>('email')
  const [day, setDay] = useState(dayOf(new Date()))
  const [said, setSaid] = useState('')
  const save = useMutation({
    mutationFn: () =>
      post<{ id: string }>('/privacy/requests', {
        contactId: person?.id,
        kind,
        cameBy,
        // Today is now: a moment of today that has not come would be refused.
        ...(day === dayOf(new Date()) ? {} : { receivedAt: new Date(`${day}T12:00:00`).toISOString() }),
        ...(said.trim() === '' ? {} : { words: said.trim() }),
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['privacy', 'requests'] })
      await navigate({ to: '/privacy/requests/$id', params: { id } })
    },
  })
  return (
    <Modal opened onClose={onClose} title={words.newTitle} size="lg" closeButtonProps={{ 'aria-label': parts.cancel }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {person ? (
          <div className={styles.chosen}>
            <PersonText person={person} />
            <button type="button" className="link" onClick={() => setPerson(null)}>
              {words.otherPerson}
            </button>
          </div>
        ) : (
          <ChoosePerson onChoose={setPerson} />
        )}
        <Select
          label={words.asks}
          placeholder={words.choose}
          value={kind}
          onChange={setKind}
          data={REQUEST_KINDS.map((value) => ({ value, label: words.kind[value] }))}
        />
        <div className={styles.pair}>
          <Select
            label={words.how}
            allowDeselect={false}
            value={cameBy}
            onChange={setCameBy}
            data={CAME_BY.map((value) => ({ value, label: words.cameBy[value] ?? value }))}
          />
          <TextInput
            type="date"
            label={words.when}
            max={dayOf(new Date())}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </div>
        <Textarea
          label={words.theirWords}
          description={words.theirWordsHint}
          autosize
          minRows={2}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
        {save.isError && <ErrorLine error={save.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={!person || !kind || day === '' || save.isPending}>
            {words.save}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {parts.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function ChoosePerson({ onChoose }: { onChoose: (person: Person) => void }) {
  const words = useWords(requestWords)
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const people = useQuery({
    queryKey: ['contacts', 'request-for', search],
    queryFn: ({ signal }) => get<{ items: Person[] }>(`/contacts${queryOf({ search, limit: 6 })}`, signal),
    enabled: search.length >= LETTERS_BEFORE_ASKING,
  })
  return (
    <div>
      <TextInput
        label={words.who}
        placeholder={words.findPerson}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {people.isError && <ErrorLine error={people.error} />}
      {people.data?.items.length === 0 && <p className="text-13 muted">{words.nobody}</p>}
      <ul className={styles.people}>
        {people.data?.items.map((person) => (
          <li key={person.id}>
            <button type="button" onClick={() => onChoose(person)}>
              <PersonText person={person} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function PersonText({ person }: { person: Person }) {
  const words = useWords(requestWords)
  return (
    <span>
      <b>{person.name ?? words.nameless}</b>{' '}
      <span className="dim">{[person.title, person.company, person.email].filter(Boolean).join(', ')}</span>
    </span>
  )
}
