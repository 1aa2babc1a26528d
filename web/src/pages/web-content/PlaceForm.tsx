// What one place says: to everybody, and to people of some segments instead. Words, a link and a picture; no markup.
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ApiError, post, put } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { webContentWords } from '../../words/web-content.ts'
import { segmentsQuery } from '../segments/segments.ts'
import styles from './WebContentPage.module.css'
import { BLOCK_FIELDS, contentsQuery, type PlaceValues, toDraft, toValues, type WebContent } from './web-content.ts'

type Form = UseFormReturnType<PlaceValues>

export function PlaceForm({ content, close }: { content?: WebContent; close: () => void }) {
  const words = useWords(webContentWords)
  const queries = useQueryClient()
  const { data: segments } = useQuery(segmentsQuery)
  const form = useForm<PlaceValues>({
    initialValues: {
      name: content?.name ?? '',
      key: content?.key ?? '',
      sites: content?.sites.join('\n') ?? '',
      block: toValues(content?.block),
      variants: (content?.variants ?? []).map(({ segmentId, block }) => ({ segmentId, block: toValues(block) })),
    },
    validate: { name: (name) => (name.trim() === '' ? words.nameNeeded : null) },
  })
  const name = useRef<HTMLInputElement>(null)
  useEffect(() => name.current?.focus(), [])
  const showFirst = (errors: object) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus()
  const save = useMutation({
    mutationFn: (values: PlaceValues) =>
      content ? put(`/web-contents/${content.id}`, toDraft(values)) : post('/web-contents', toDraft(values)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: contentsQuery.queryKey })
      close()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      const errors = Object.fromEntries(error.faults.map(({ path, message }) => [fieldOf(path), message]))
      form.setErrors(errors)
      showFirst(errors)
    },
  })
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values), showFirst)} noValidate>
      <TextInput ref={name} label={words.name} autoComplete="off" {...form.getInputProps('name')} />
      <TextInput label={words.key} description={words.keyHint} autoComplete="off" {...form.getInputProps('key')} />
      <Textarea
        label={words.sites}
        description={words.sitesHint}
        autosize
        minRows={2}
        {...form.getInputProps('sites')}
      />
      <fieldset className={styles.block}>
        <legend>{words.everybody}</legend>
        <BlockFields form={form} at="block" />
      </fieldset>
      {form.values.variants.map((variant, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is what counts, and a segment may stand there twice
        <fieldset key={index} className={styles.block}>
          <legend>{words.forSegment}</legend>
          <Select
            label={words.segment}
            description={words.order}
            searchable
            allowDeselect={false}
            data={(segments?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={variant.segmentId}
            onChange={(segmentId) => form.setFieldValue(`variants.${index}.segmentId`, segmentId ?? '')}
            error={form.errors[`variants.${index}.segmentId`]}
          />
          <BlockFields form={form} at={`variants.${index}.block`} />
          <Button variant="subtle" color="gray" onClick={() => form.removeListItem('variants', index)}>
            {words.removeVariant}
          </Button>
        </fieldset>
      ))}
      <div className={styles.acts}>
        <Button onClick={() => form.insertListItem('variants', { segmentId: '', block: toValues() })}>
          {words.addVariant}
        </Button>
      </div>
      {save.isError && <ErrorLine error={save.error} />}
      <div className={styles.acts}>
        <Button type="submit" variant="filled" disabled={save.isPending}>
          {words.save}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}

function BlockFields({ form, at }: { form: Form; at: string }) {
  const words = useWords(webContentWords)
  return BLOCK_FIELDS.map((field) =>
    field === 'text' ? (
      <Textarea key={field} label={words.text} autosize minRows={2} {...form.getInputProps(`${at}.${field}`)} />
    ) : (
      <TextInput key={field} label={words[field]} autoComplete="off" {...form.getInputProps(`${at}.${field}`)} />
    ),
  )
}

/** Where a fault of the server belongs in the form, whose links and pictures are texts beside each other. */
const fieldOf = (path: string) =>
  path
    .replace(/\.link\.label$/, '.linkLabel')
    .replace(/\.link\.url$/, '.linkUrl')
    .replace(/\.image\.url$/, '.imageUrl')
    .replace(/\.image\.description$/, '.imageDescription')
    .replace(/^sites\..*$/, 'sites')
