// How long the proof of a yes is kept after it has ended: the time, why, what it erases next, and what it has erased.
import { Button, NumberInput, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { processingWords } from '../../words/processing.ts'
import imports from '../imports/Imports.module.css'
import styles from './Processing.module.css'
import { type Retention, retentionQuery, saveRetention } from './processing.ts'

export function RetentionForm() {
  const words = useWords(processingWords)
  const retention = useQuery(retentionQuery)
  return (
    <section className={`${imports.section} ${styles.unprinted}`}>
      <h2>{words.proofTitle}</h2>
      <p className={imports.hint}>{words.proofHint}</p>
      <Answer query={retention} what={words.proofWhat}>
        {(data) => (
          <>
            <Coming retention={data} />
            <Form retention={data} />
            {data.erasures.length > 0 && <Erasures erasures={data.erasures} />}
          </>
        )}
      </Answer>
    </section>
  )
}

function Coming({ retention: { months, monthsInForce, due, dueSoon } }: { retention: Retention }) {
  const words = useWords(processingWords)
  const { number } = useFormats()
  return (
    <p className={imports.said}>
      {due.entries === 0 ? words.dueNone : words.due(number(due.entries), number(due.people))}{' '}
      {dueSoon.entries > 0 && words.dueSoon(number(dueSoon.entries), number(dueSoon.people))}{' '}
      {months !== monthsInForce && words.inForce(number(monthsInForce))}
    </p>
  )
}

function Form({ retention }: { retention: Retention }) {
  const words = useWords(processingWords)
  const queries = useQueryClient()
  const [months, setMonths] = useState<number | string>(retention.months)
  const [reason, setReason] = useState(retention.reason)
  const save = useMutation({
    mutationFn: () => saveRetention({ months: Number(months), reason }),
    onSuccess: (saved) => {
      queries.setQueryData(retentionQuery.queryKey, saved)
      void queries.invalidateQueries({ queryKey: ['processing-record'] })
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
      noValidate
    >
      <NumberInput label={words.months} min={1} max={180} value={months} onChange={setMonths} />
      <Textarea
        label={words.reason}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {save.isError && <FaultLines error={save.error} />}
      {save.isSuccess && <Note role="status">{words.saved}</Note>}
      <div>
        <Button type="submit" loading={save.isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}

function Erasures({ erasures }: Pick<Retention, 'erasures'>) {
  const words = useWords(processingWords)
  const { number } = useFormats()
  return (
    <table className={imports.list} aria-label={words.erased}>
      <thead>
        <tr>
          <th scope="col">{words.when}</th>
          <th scope="col" className="numeric">
            {words.after}
          </th>
          <th scope="col" className="numeric">
            {words.entries}
          </th>
          <th scope="col" className="numeric">
            {words.persons}
          </th>
        </tr>
      </thead>
      <tbody>
        {erasures.map(({ at, months, entries, people }) => (
          <tr key={at}>
            <th scope="row">
              <DateText at={at} />
            </th>
            <td className="numeric" data-label={words.after}>
              {number(months)}
            </td>
            <td className="numeric" data-label={words.entries}>
              {number(entries)}
            </td>
            <td className="numeric" data-label={words.persons}>
              {number(people)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
