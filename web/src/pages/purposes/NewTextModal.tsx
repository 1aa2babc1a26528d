// A new version of the words in one language. It begins as a copy of the one in force; nothing is changed in place.
import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { purposeWords, TEXT_LANGUAGES, type TextLanguage } from '../../words/purposes.ts'
import styles from './PurposePage.module.css'
import type { PurposeDetail } from './purposes.ts'

export function NewTextModal({ purpose, onClose }: { purpose: PurposeDetail; onClose: () => void }) {
  const words = useWords(purposeWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const newest = (language: TextLanguage) => purpose.texts.find((text) => text.language === language)
  const [language, setLanguage] = useState<TextLanguage>(purpose.texts[0]?.language ?? 'en')
  const [name, setName] = useState(newest(language)?.name ?? purpose.name)
  const [text, setText] = useState(newest(language)?.text ?? '')
  const publish = useMutation({
    mutationFn: () => post(`/purposes/${purpose.id}/texts`, { texts: [{ language, name, text }] }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['purposes'] })
      onClose()
    },
  })
  const faultAt = (field: string) =>
    publish.error instanceof ApiError
      ? publish.error.faults.find(({ path }) => path.endsWith(field))?.message
      : undefined
  const version = formats.number((newest(language)?.version ?? 0) + 1)
  return (
    <Modal opened onClose={onClose} title={words.newTextTitle} size="lg">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          publish.mutate()
        }}
      >
        <p className="muted">{words.newTextDetail}</p>
        <Select
          label={words.textLanguage}
          allowDeselect={false}
          value={language}
          onChange={(value) => {
            const next = TEXT_LANGUAGES.find((candidate) => candidate === value) ?? language
            setLanguage(next)
            setName(newest(next)?.name ?? purpose.name)
            setText(newest(next)?.text ?? '')
          }}
          data={TEXT_LANGUAGES.map((value) => ({ value, label: words.language[value] ?? value }))}
        />
        <TextInput
          label={words.textName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultAt('.name')}
        />
        <Textarea
          label={words.textBody}
          description={words.textBodyHint}
          autosize
          minRows={4}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={faultAt('.text')}
        />
        {publish.isError && <ErrorLine error={publish.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={publish.isPending}>
            {words.publish(version, words.language[language] ?? language)}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {parts.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
