// A new topic, or new names for one: a name in each language in which the purpose is read. What stays empty is not said.
import { Button, Modal, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { purposeWords, TEXT_LANGUAGES } from '../../words/purposes.ts'
import { topicWords } from '../../words/topics.ts'
import styles from './PurposePage.module.css'
import { keyOf, type PurposeDetail, type Topic } from './purposes.ts'

type Said = { language: string; name: string; text: string }
type Values = { name: string; key: string; texts: Said[] }

export function TopicModal({
  purpose,
  topic,
  onClose,
}: {
  purpose: PurposeDetail
  topic?: Topic
  onClose: () => void
}) {
  const words = useWords(topicWords)
  const parts = useWords(partWords)
  const { language } = useWords(purposeWords)
  const queries = useQueryClient()
  const before = TEXT_LANGUAGES.filter((code) => purpose.languages.includes(code)).map(
    (code): Said => topic?.texts.find((text) => text.language === code) ?? { language: code, name: '', text: '' },
  )
  const form = useForm<Values>({ initialValues: { name: topic?.name ?? '', key: topic?.key ?? '', texts: before } })
  const { texts } = form.getValues()
  /** Only what is new, by the place of its field: a version that says the same would only look like a change. */
  const fresh = texts.flatMap((text, index) => {
    const old = before[index]
    const isNew = text.name.trim() !== '' && (text.name !== old?.name || text.text !== old.text)
    return isNew ? [{ index, text }] : []
  })
  const save = useMutation({
    mutationFn: ({ name, key }: Values) => {
      const said = fresh.map(({ text }) => text)
      return topic
        ? post(`/purposes/${purpose.id}/topics/${topic.id}/texts`, { texts: said })
        : post(`/purposes/${purpose.id}/topics`, { name, key, texts: said })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['purposes'] })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      const placeOf = (path: string) =>
        path.replace(/^texts\.(\d+)/, (_all, at: string) => `texts.${fresh[Number(at)]?.index ?? 0}`)
      form.setErrors(Object.fromEntries(error.faults.map(({ path, message }) => [placeOf(path), message])))
    },
  })
  return (
    <Modal opened onClose={onClose} title={topic ? words.renameOf(topic.name) : words.add} size="lg">
      <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <p className="muted">{topic ? words.renameDetail : words.addDetail}</p>
        {!topic && (
          <div className={styles.pair}>
            <TextInput
              label={words.name}
              description={words.nameHint}
              data-autofocus
              {...form.getInputProps('name')}
              onChange={(event) => {
                const name = event.currentTarget.value
                const known = form.getValues()
                form.setFieldValue('name', name)
                if (known.key === topicKey(purpose, known.name)) form.setFieldValue('key', topicKey(purpose, name))
              }}
            />
            <TextInput label={words.key} description={words.keyHint} {...form.getInputProps('key')} />
          </div>
        )}
        {texts.map((text, index) => (
          <div key={text.language} className={styles.pair}>
            <TextInput
              label={words.called(language[text.language] ?? text.language)}
              maxLength={80}
              {...form.getInputProps(`texts.${index}.name`)}
            />
            <TextInput label={words.about} maxLength={500} {...form.getInputProps(`texts.${index}.text`)} />
          </div>
        ))}
        {save.isError && <ErrorLine error={save.error} />}
        {topic && fresh.length === 0 && <p className="text-13 muted">{words.nothingNew}</p>}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={save.isPending || fresh.length === 0}>
            {topic ? words.publish : words.make}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {parts.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** Keys are one list for all purposes and topics, so that of a topic begins with its purpose's. */
const topicKey = (purpose: PurposeDetail, name: string) => (name === '' ? '' : keyOf(`${purpose.key} ${name}`))
