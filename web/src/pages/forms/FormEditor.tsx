// A form as it is written: saved as a whole, shown beside as people see it, retired when it has served.
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, del, post, put } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { formWords } from '../../words/forms.ts'
import { useWords } from '../../words/language.tsx'
import { FormAsks } from './FormAsks.tsx'
import { FormQuestions } from './FormQuestions.tsx'
import styles from './FormsPage.module.css'
import { emptyForm, inputOf } from './form-input.ts'
import { FORM_LANGUAGES, type Form, type FormInput, formsQuery } from './forms.ts'
import { ServedTexts } from './ServedTexts.tsx'
import { Snippet } from './Snippet.tsx'

type FormEditorProps = { brands: { id: string; name: string }[]; form?: Form }

export function FormEditor({ brands, form: standing }: FormEditorProps) {
  const words = useWords(formWords)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [isRetiring, setRetiring] = useState(false)
  const form = useForm<FormInput>({
    initialValues: standing ? inputOf(standing) : emptyForm(words, brands[0]?.id ?? ''),
  })
  const save = useMutation({
    mutationFn: (input: FormInput) =>
      standing ? put<Form>(`/forms/${standing.id}`, input) : post<Form>('/forms', input),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: formsQuery.queryKey })
      if (!standing) await navigate({ to: '/forms/$id', params: { id: saved.id } })
    },
    onError: (error) => {
      if (error instanceof ApiError) for (const { path, message } of error.faults) form.setFieldError(path, message)
    },
  })
  return (
    <div className={styles.columns}>
      <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <TextInput label={words.name} required {...form.getInputProps('name')} />
        <div className={styles.pair}>
          <TextInput
            label={words.key}
            description={words.keyHint}
            disabled={Boolean(standing)}
            {...form.getInputProps('key')}
          />
          <Select
            label={words.language}
            allowDeselect={false}
            data={FORM_LANGUAGES}
            {...form.getInputProps('language')}
          />
        </div>
        <Select
          label={words.brand}
          allowDeselect={false}
          data={brands.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('brandId')}
        />
        <FormQuestions form={form} />
        <FormAsks form={form} />
        <Textarea label={words.thanks} autosize minRows={2} {...form.getInputProps('thanks')} />
        {save.isError && <FaultLines error={save.error} />}
        {save.isSuccess && <Note role="status">{words.saved}</Note>}
        <div className={styles.actions}>
          <Button type="submit" variant="filled" disabled={save.isPending}>
            {words.save}
          </Button>
          {standing && (
            <Button variant="subtle" color="gray" onClick={() => setRetiring(true)}>
              {words.retire}
            </Button>
          )}
        </div>
      </form>
      {standing && <Shown form={standing} version={save.submittedAt} />}
      {standing && isRetiring && <Retire form={standing} onClose={() => setRetiring(false)} />}
    </div>
  )
}

function Shown({ form, version }: { form: Form; version: number }) {
  const words = useWords(formWords)
  return (
    <div className={styles.form}>
      <h2>{words.preview}</h2>
      <iframe key={version} className={styles.frame} src={`/f/${form.key}`} title={words.preview} sandbox="" />
      <h2>{words.embed}</h2>
      <Snippet text={form.embed} />
      <ServedTexts formId={form.id} />
    </div>
  )
}

function Retire({ form, onClose }: { form: Form; onClose: () => void }) {
  const words = useWords(formWords)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const retire = async () => {
    await del(`/forms/${form.id}`)
    // Away first: the page of a form that is gone would say so.
    await navigate({ to: '/forms' })
    await queries.invalidateQueries({ queryKey: formsQuery.queryKey })
  }
  return (
    <Confirm title={words.retireTitle(form.name)} button={words.retireButton} act={retire} onClose={onClose}>
      {words.retireDetail}
    </Confirm>
  )
}
