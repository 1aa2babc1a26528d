// Merging a contact with another one: first who, then what becomes of each purpose, drawn with the consent mark, then the
// act. Nothing is merged that was not shown before.
import { Button, Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post, queryOf } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { ConsentText } from '../../parts/ConsentText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { contactWords } from '../../words/contacts.ts'
import { useWords } from '../../words/language.tsx'
import { mergeWords } from '../../words/merge.ts'
import { partWords } from '../../words/parts.ts'
import type { PeoplePage } from './contacts.ts'
import styles from './MergePeople.module.css'
import { type MergePreview, mergePreviewQuery, mergesQuery } from './merge.ts'

const LETTERS_BEFORE_ASKING = 2

/** The button at the top of the page, and what it opens. */
export function MergeAction({ contactId }: { contactId: string }) {
  const words = useWords(mergeWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.open}</Button>
      {isOpen && <MergeModal contactId={contactId} onClose={() => setOpen(false)} />}
    </>
  )
}

function MergeModal({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const words = useWords(mergeWords)
  const parts = useWords(partWords)
  const [otherId, setOtherId] = useState<string | null>(null)
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ 'aria-label': parts.cancel }}>
      <p className="muted">{words.lead}</p>
      {otherId === null ? (
        <Choose contactId={contactId} onChoose={setOtherId} />
      ) : (
        <Preview contactId={contactId} otherId={otherId} onBack={() => setOtherId(null)} onDone={onClose} />
      )}
    </Modal>
  )
}

function Choose({ contactId, onChoose }: { contactId: string; onChoose: (id: string) => void }) {
  const words = useWords(mergeWords)
  const contacts = useWords(contactWords)
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const people = useQuery({
    queryKey: ['contacts', 'merge-with', search],
    queryFn: ({ signal }) => get<PeoplePage>(`/contacts${queryOf({ search, limit: 8 })}`, signal),
    enabled: search.length >= LETTERS_BEFORE_ASKING,
  })
  const others = people.data?.items.filter((person) => person.id !== contactId)
  return (
    <>
      <TextInput
        className={styles.search}
        label={words.search}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {people.isError && <ErrorLine error={people.error} />}
      {others?.length === 0 && <p className="muted">{words.nobody}</p>}
      <ul className={styles.people}>
        {others?.map((person) => (
          <li key={person.id}>
            <button type="button" onClick={() => onChoose(person.id)}>
              <b>{person.name ?? contacts.nameless}</b>{' '}
              <span className="dim">{[person.title, person.company, person.email].filter(Boolean).join(', ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

type PreviewProps = { contactId: string; otherId: string; onBack: () => void; onDone: () => void }

function Preview({ contactId, otherId, onBack, onDone }: PreviewProps) {
  const words = useWords(mergeWords)
  const contacts = useWords(contactWords)
  const queries = useQueryClient()
  const preview = useQuery(mergePreviewQuery(contactId, otherId))
  const merge = useMutation({
    mutationFn: () => post(`/contacts/${contactId}/merge`, { otherId }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['contacts'] })
      onDone()
    },
  })
  return (
    <Answer query={preview} what={words.what} bars={[{ width: '60%' }, { width: '100%', height: 80 }]} level={3}>
      {(data) => (
        <>
          <Cells preview={data} />
          <ul className={styles.notes}>
            {data.addresses.length > 0 && (
              <li>{words.addresses(data.addresses.map((address) => address.value).join(', '))}</li>
            )}
            {data.holds.length > 0 && <li>{words.holds}</li>}
            {data.notes.map((note) => (
              <li key={`${note.kind} ${note.name}`}>{words.note[note.kind]?.(note.name ?? '–')}</li>
            ))}
          </ul>
          {merge.isError && <ErrorLine error={merge.error} />}
          <div className={styles.buttons}>
            <Button variant="filled" disabled={merge.isPending} onClick={() => merge.mutate()}>
              {words.merge(data.other.name ?? contacts.nameless)}
            </Button>
            <Button variant="subtle" color="gray" onClick={onBack}>
              {words.back}
            </Button>
          </div>
        </>
      )}
    </Answer>
  )
}

function Cells({ preview: { cells } }: { preview: MergePreview }) {
  const words = useWords(mergeWords)
  const parts = useWords(partWords)
  if (cells.length === 0) return <p>{words.nothingSaid}</p>
  return (
    <div className={styles.cells}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.purpose}</th>
            <th scope="col">{words.here}</th>
            <th scope="col">{words.there}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={`${cell.purposeId} ${cell.channel}`}>
              <th scope="row">
                {cell.purpose}, {parts.channel[cell.channel]}
                {words.outcome[cell.outcome] && <span className="small dim"> {words.outcome[cell.outcome]}</span>}
              </th>
              <td>
                <ConsentText state={cell.keep} />
              </td>
              <td>
                <ConsentText state={cell.other} />
              </td>
              <td>
                <ConsentText state={cell.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Who is part of this contact, and the way back: the last merge can be taken back. */
export function MergedHere({ contactId }: { contactId: string }) {
  const words = useWords(mergeWords)
  const contacts = useWords(contactWords)
  const queries = useQueryClient()
  const merges = useQuery(mergesQuery(contactId))
  const [isAsking, setAsking] = useState(false)
  const last = merges.data?.items.find((one) => one.undoneAt === null)
  if (!last) return null
  return (
    <p className={styles.merged}>
      {words.merged(last.other.name ?? contacts.nameless)}{' '}
      <button type="button" className="link" onClick={() => setAsking(true)}>
        {words.undo}
      </button>
      {isAsking && (
        <Confirm
          title={words.undoTitle}
          button={words.undo}
          act={async () => {
            await post(`/contacts/${contactId}/merges/${last.id}/undo`)
            await queries.invalidateQueries({ queryKey: ['contacts'] })
          }}
          onClose={() => setAsking(false)}
        >
          {words.undoDetail}
        </Confirm>
      )}
    </p>
  )
}
