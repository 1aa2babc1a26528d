// What helps to write the source of a mail: pictures to put into it, and a mail from elsewhere to begin with.
import { Button } from '@mantine/core'
import { IconFileImport, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { imageWords } from '../../words/images.ts'
import { importHtmlWords } from '../../words/import-html.ts'
import { useWords } from '../../words/language.tsx'
import styles from './CampaignPage.module.css'
import { ImageLibrary } from './ImageLibrary.tsx'
import { ImportHtml } from './ImportHtml.tsx'
import type { DraftState } from './use-draft.ts'

export function MailTools({ draft }: { draft: DraftState }) {
  const images = useWords(imageWords)
  const bring = useWords(importHtmlWords)
  const [open, setOpen] = useState<'images' | 'html'>()
  return (
    <div className={styles.tools}>
      <Button size="xs" leftSection={<IconPhoto size={14} stroke={1.5} />} onClick={() => setOpen('images')}>
        {images.open}
      </Button>
      <Button size="xs" leftSection={<IconFileImport size={14} stroke={1.5} />} onClick={() => setOpen('html')}>
        {bring.open}
      </Button>
      {open === 'images' && <ImageLibrary onClose={() => setOpen(undefined)} />}
      {open === 'html' && <ImportHtml draft={draft} onClose={() => setOpen(undefined)} />}
    </div>
  )
}
