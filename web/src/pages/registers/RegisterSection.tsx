// One register: until when a wash counts, who needs one for calls and for letters, and the lists that wait for an answer.
import { Button } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { registerWords } from '../../words/registers.ts'
import styles from './RegistersPage.module.css'
import { type ChannelState, makeList, type OpenList, type Register, registersQuery } from './registers.ts'
import { UploadWash } from './UploadWash.tsx'

export function RegisterSection({ register }: { register: Register }) {
  const words = useWords(registerWords)
  const formats = useFormats()
  // The period ends at midnight: the day before is its last.
  const lastDay = formats.longDate(new Date(+new Date(register.periodEnds) - 1))
  return (
    <section className={styles.register}>
      <h2>{register.name}</h2>
      <p className="text-13 muted">
        <a className="link" href={register.url} rel="noreferrer" target="_blank">
          {words.keptBy(register.keeper, words.country[register.country] ?? register.country)}
        </a>
        . {words.counts(register.washMonths, lastDay)}
      </p>
      <table className={`${styles.table} ${styles.channels}`}>
        <thead>
          <tr>
            <th scope="col">{words.columns.channel}</th>
            <th scope="col" className="numeric">
              {words.columns.people}
            </th>
            <th scope="col" className="numeric">
              {words.columns.due}
            </th>
            <th scope="col" className="numeric">
              {words.columns.reserved}
            </th>
            <th scope="col">{words.columns.last}</th>
            <th scope="col">
              <span className="visually-hidden">{words.columns.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {register.channels.map((state) => (
            <ChannelRow key={state.channel} register={register} state={state} />
          ))}
        </tbody>
      </table>
      {register.channels.flatMap((state) =>
        state.open.map((list) => <OpenListLine key={list.id} register={register} list={list} />),
      )}
    </section>
  )
}

function ChannelRow({ register, state }: { register: Register; state: ChannelState }) {
  const words = useWords(registerWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const [isReading, setIsReading] = useState(false)
  const make = useMutation({
    mutationFn: () => makeList(register.id, state.channel),
    onSuccess: () => queries.invalidateQueries({ queryKey: registersQuery.queryKey }),
  })
  const place = `/registers/${register.id}/${state.channel}`
  const waiting = state.open.reduce((sum, list) => sum + list.people, 0)
  const label = `${register.name}, ${words.channel[state.channel]}`
  return (
    <tr>
      <th scope="row">{words.channel[state.channel]}</th>
      {(['people', 'due', 'reserved'] as const).map((of) => (
        <td key={of} className="numeric" data-label={words.columns[of]}>
          <PeopleNumber
            count={state[of]}
            people={`${place}/people?state=${of === 'people' ? 'all' : of}`}
            label={`${words.columns[of]}, ${label}`}
          />
        </td>
      ))}
      <td className="dim" data-label={words.columns.last}>
        {state.lastWashedAt === null ? words.never : <DateText at={state.lastWashedAt} show="both" />}
      </td>
      <td>
        {state.people > 0 && (
          <div className={styles.acts}>
            {state.due > waiting && (
              <Button disabled={make.isPending} onClick={() => make.mutate()}>
                {words.makeList(formats.number(state.due))}
                <span className="visually-hidden">, {label}</span>
              </Button>
            )}
            <Button variant="subtle" onClick={() => setIsReading(true)}>
              {words.readFile}
              <span className="visually-hidden">, {label}</span>
            </Button>
          </div>
        )}
        {make.isError && <ErrorLine error={make.error} />}
        {isReading && (
          <UploadWash
            title={words.fileTitle(register.name)}
            path={`${place}/file`}
            asks="fetchedAt"
            onClose={() => setIsReading(false)}
          />
        )}
      </td>
    </tr>
  )
}

function OpenListLine({ register, list }: { register: Register; list: OpenList }) {
  const words = useWords(registerWords)
  const formats = useFormats()
  const [isAnswering, setIsAnswering] = useState(false)
  return (
    <div className={styles.open}>
      <p>{words.made(formats.number(list.people), formats.exact(new Date(list.startedAt)), list.startedBy)}</p>
      <div className={styles.acts}>
        <Button
          component="a"
          href={`/api/washes/${list.id}/list.csv`}
          download
          leftSection={<IconDownload size={16} stroke={1.5} />}
        >
          {words.download}
        </Button>
        <Button leftSection={<IconUpload size={16} stroke={1.5} />} onClick={() => setIsAnswering(true)}>
          {words.answer}
        </Button>
      </div>
      {isAnswering && (
        <UploadWash
          title={words.answerTitle(register.name)}
          path={`/washes/${list.id}/answer`}
          asks="holds"
          onClose={() => setIsAnswering(false)}
        />
      )}
    </div>
  )
}
