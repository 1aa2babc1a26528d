// A mail that was written elsewhere, put into the draft as MJML; what was taken out or is not known is told.
import { Button, FileButton, Modal, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api.ts'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { importHtmlWords } from '../../words/import-html.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './CampaignPage.module.css'
import type { DraftState } from './use-draft.ts'

const KINDS = ['scripts', 'forms', 'pixels', 'stylesheets'] as const
type Imported = {
  mjml: string
  links: string[]
  removed: Record<(typeof KINDS)[number], number>
  hasStop: boolean
  unknownMarks: string[]
}

export function ImportHtml({ draft, onClose }: { draft: DraftState; onClose: () => void }) {
  const words = useWords(importHtmlWords)
  const [html, setHtml] = useState('')
  const bring = useMutation({
    mutationFn: () => post<Imported>('/campaigns/import-html', { html }),
    onSuccess: ({ mjml }) => draft.change({ mjml }),
  })
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg">
      <div className={styles.form}>
        <p>{words.detail}</p>
        {bring.data ? (
          <Told imported={bring.data} />
        ) : (
          <>
            <FileButton
              accept="text/html,.html,.htm"
              onChange={(file) => {
                if (file) void file.text().then(setHtml)
              }}
            >
              {(props) => <Button {...props}>{words.file}</Button>}
            </FileButton>
            <Textarea
              label={words.html}
              autosize
              minRows={8}
              maxRows={16}
              spellCheck={false}
              value={html}
              onChange={(event) => setHtml(event.currentTarget.value)}
            />
            {bring.isError && <FaultLines error={bring.error} />}
            <Button variant="filled" disabled={bring.isPending || html.trim() === ''} onClick={() => bring.mutate()}>
              {words.use}
            </Button>
          </>
        )}
      </div>
    </Modal>
  )
}

function Told({ imported: { links, removed, hasStop, unknownMarks } }: { imported: Imported }) {
  const words = useWords(importHtmlWords)
  const formats = useFormats()
  const gone = KINDS.filter((kind) => removed[kind] > 0).map(
    (kind) => `${formats.number(removed[kind])} ${words.kinds[kind]}`,
  )
  return (
    <div role="status">
      <p>{words.done(formats.number(links.length))}</p>
      {gone.length > 0 && <p>{words.removed(gone.join(', '))}</p>}
      <p>{hasStop ? words.hasStop : words.noStop}</p>
      {unknownMarks.length > 0 && <p>{words.unknown(unknownMarks.join(', '))}</p>}
    </div>
  )
}
