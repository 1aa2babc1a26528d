// What helps to write the source of a mail: the pictures that can be put into it.
import { Button } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { imageWords } from '../../words/images.ts'
import { useWords } from '../../words/language.tsx'
import { ImageLibrary } from './ImageLibrary.tsx'
import type { DraftState } from './use-draft.ts'

export function MailTools(_props: { draft: DraftState }) {
  const words = useWords(imageWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" leftSection={<IconPhoto size={14} stroke={1.5} />} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      {isOpen && <ImageLibrary onClose={() => setOpen(false)} />}
    </>
  )
}
