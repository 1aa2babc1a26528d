// What brings a mail from elsewhere.
import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { importHtmlWords } from '../../words/import-html.ts'
import { useWords } from '../../words/language.tsx'
import styles from './CampaignPage.module.css'
import { ImportHtml } from './ImportHtml.tsx'
import type { DraftState } from './use-draft.ts'

export function MailTools({ draft }: { draft: DraftState }) {
  const words = useWords(importHtmlWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.tools}>
      <Button size="xs" leftSection={<IconFileImport size={14} stroke={1.5} />} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      {isOpen && <ImportHtml draft={draft} onClose={() => setOpen(false)} />}
    </div>
  )
}
