// Keeps the chosen block under a name, for other mails.
import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FaultLines } from '../../../parts/ErrorNote.tsx'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import styles from './Editor.module.css'
import { useEditor } from './editor-context.ts'
import { keepBlock } from './kept-blocks.ts'
import { levelOf } from './mjml/edit-mail.ts'
import type { Block } from './mjml/read-mail.ts'

export function KeepBlock({ block, onClose }: { block: Block; onClose: () => void }) {
  const words = useWords(editorWords)
  const queries = useQueryClient()
  const { mail, say } = useEditor()
  const [name, setName] = useState('')
  const keep = useMutation({
    mutationFn: () => keepBlock({ name, level: levelOf(mail, block), mjml: mail.source.slice(block.start, block.end) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['blocks'] })
      say(words.keepDone(name))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={words.keepTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        className={styles.keepForm}
        onSubmit={(event) => {
          event.preventDefault()
          keep.mutate()
        }}
      >
        <TextInput
          label={words.keepName}
          description={words.keepHint}
          value={name}
          maxLength={100}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {keep.isError && <FaultLines error={keep.error} />}
        <div className={styles.formButtons}>
          <Button type="submit" variant="filled" disabled={keep.isPending || name.trim() === ''}>
            {words.keep}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
