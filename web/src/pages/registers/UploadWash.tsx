// A file from a register: what is said of it, what it would mean, and only then saving it.
import { Button, FileInput, Modal, Radio, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { registerWords } from '../../words/registers.ts'
import styles from './RegistersPage.module.css'
import { registersQuery, sendFile } from './registers.ts'

export type UploadWashProps = {
  title: string
  /** Below /api: what takes the file. */
  path: string
  /** What has to be said of it: whom an answer names, or when a register's file was fetched. */
  asks: 'holds' | 'fetchedAt'
  onClose: () => void
}

/** A moment as an input of type datetime-local writes it, on the reader's own clock. */
const asLocal = (at: Date) => new Date(+at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

export function UploadWash({ title, path, asks, onClose }: UploadWashProps) {
  const words = useWords(registerWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [holds, setHolds] = useState<'reserved' | 'clear'>('reserved')
  const [fetchedAt, setFetchedAt] = useState(() => asLocal(new Date()))
  const said = asks === 'holds' ? { holds } : { fetchedAt: new Date(fetchedAt).toISOString() }
  const send = (isTrial: boolean) => (file ? sendFile(path, { ...said, isTrial }, file) : Promise.reject())
  const look = useMutation({ mutationFn: () => send(true) })
  const save = useMutation({
    mutationFn: () => send(false),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: registersQuery.queryKey })
      onClose()
    },
  })
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      look.reset()
      set(value)
    }
  const outcome = look.data
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.cancel }}>
      <div className={styles.form}>
        <FileInput
          label={words.chooseFile}
          description={words.fileHint}
          placeholder={words.chooseFile}
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          value={file}
          onChange={change(setFile)}
        />
        {asks === 'holds' ? (
          <Radio.Group
            label={words.holds}
            description={words.holdsHint}
            value={holds}
            onChange={change((value: string) => setHolds(value === 'clear' ? 'clear' : 'reserved'))}
          >
            {(['reserved', 'clear'] as const).map((choice) => (
              <Radio key={choice} mt={8} value={choice} label={words.holdsChoice[choice]} />
            ))}
          </Radio.Group>
        ) : (
          <TextInput
            type="datetime-local"
            label={words.fetchedAt}
            description={words.fetchedHint}
            value={fetchedAt}
            max={asLocal(new Date())}
            required
            onChange={(event) => change(setFetchedAt)(event.currentTarget.value)}
          />
        )}
        {outcome && (
          <p role="status">
            {words.would(
              formats.number(outcome.people),
              formats.number(outcome.reserved),
              formats.number(outcome.people - outcome.reserved),
            )}
          </p>
        )}
        {look.isError && <ErrorLine error={look.error} />}
        {save.isError && <ErrorLine error={save.error} />}
        <div className={styles.acts}>
          {outcome ? (
            <Button variant="filled" disabled={save.isPending} onClick={() => save.mutate()}>
              {words.save(formats.number(outcome.people))}
            </Button>
          ) : (
            <Button
              variant="filled"
              disabled={file === null || fetchedAt === '' || look.isPending}
              onClick={() => look.mutate()}
            >
              {words.look}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={onClose}>
            {words.cancel}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
