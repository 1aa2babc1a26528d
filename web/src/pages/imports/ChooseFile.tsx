// The file: dropped or chosen, and what was found out about it.
import { Button } from '@mantine/core'
import { type DragEvent, useRef, useState } from 'react'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { importWords } from '../../words/imports.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import type { Draft } from './draft.ts'
import styles from './Imports.module.css'

export type ChooseFileProps = {
  draft: Draft | null
  isReading: boolean
  error: unknown
  onChoose: (file: File) => void
}

export function ChooseFile({ draft, isReading, error, onChoose }: ChooseFileProps) {
  const words = useWords(importWords)
  const formats = useFormats()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const choose = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onChoose(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    choose(event.dataTransfer.files)
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        hidden
        aria-label={words.chooseFile}
        onChange={(event) => {
          choose(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      {draft ? (
        <div className={styles.file}>
          <b>{draft.file.name}</b>
          <span className="dim">
            {words.fileFacts(
              formats.number(draft.columns.length),
              words.encoding[draft.preview.encoding] ?? draft.preview.encoding,
              words.delimiter[draft.preview.delimiter] ?? '',
            )}
          </span>
          <Button loading={isReading} onClick={() => input.current?.click()}>
            {words.chooseOther}
          </Button>
        </div>
      ) : (
        <button
          type="button"
          className={styles.drop}
          data-over={isOver || undefined}
          disabled={isReading}
          onClick={() => input.current?.click()}
          onDragOver={(event) => {
            event.preventDefault()
            setIsOver(true)
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
        >
          <b>{isReading ? words.reading : words.dropHere}</b>
          <span className="text-13 muted">{words.dropHint}</span>
        </button>
      )}
      {error !== null && <ErrorLine error={error} />}
    </>
  )
}
