// One form: what it asks, which yes it may ask for, and what people see.
import { ActionIcon, Autocomplete, Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, del, post, put } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Note } from '../../parts/Tag.tsx'
import { formWords } from '../../words/forms.ts'
import { useWords } from '../../words/language.tsx'
import styles from './FormsPage.module.css'
import { Snippet } from './FormsPage.tsx'
import {
  type Ask,
  brandsQuery,
  FORM_LANGUAGES,
  type Form,
  type FormInput,
  formsQuery,
  type Purpose,
  purposesQuery,
  QUESTION_KEYS,
  QUESTION_TYPES,
} from './forms.ts'

export function NewFormPage() {
  const words = useWords(formWords)
  const brands = useQuery(brandsQuery)
  return (
    <Frame title={words.newForm}>
      <Answer query={brands} what={words.loading}>
        {({ items }) => <Editor brands={items} />}
      </Answer>
    </Frame>
  )
}

export function FormPage() {
  const words = useWords(formWords)
  const { id } = useParams({ strict: false })
  const forms = useQuery(formsQuery)
  const brands = useQuery(brandsQuery)
  const form = forms.data?.items.find((one) => one.id === id)
  return (
    <Frame title={form?.name ?? words.title}>
      <Answer query={forms} what={words.loading}>
        {() =>
          form ? (
            <Answer query={brands} what={words.loading}>
              {({ items }) => <Editor key={form.id} brands={items} form={form} />}
            </Answer>
          ) : (
            <EmptyState title={words.notFound}>{words.notFoundDetail}</EmptyState>
          )
        }
      </Answer>
    </Frame>
  )
}

function Frame({ title, children }: { title: string; children: React.ReactNode }) {
  const words = useWords(formWords)
  return (
    <>
      <PageTop title={title} crumbs={[{ label: words.title, href: '/forms' }]} />
      <PageBody>
        <PageTitle>{title}</PageTitle>
        {children}
      </PageBody>
    </>
  )
}

function Editor({ brands, form: standing }: { brands: { id: string; name: string }[]; form?: Form }) {
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
        <Questions form={form} />
        <Asks form={form} />
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

const inputOf = ({ name, key, brandId, language, questions, asks, thanks }: Form): FormInput => ({
  name,
  key,
  brandId,
  language,
  questions,
  asks,
  thanks,
})

function emptyForm(
  words: { emailQuestion: string; nameQuestion: string; companyQuestion: string; thanksDefault: string },
  brandId: string,
): FormInput {
  const question = { type: 'text' as const, required: false, choices: [] }
  return {
    name: '',
    key: '',
    brandId,
    language: document.documentElement.lang === 'nb' ? 'nb' : 'en',
    questions: [
      { ...question, key: 'email', label: words.emailQuestion, type: 'email', required: true },
      { ...question, key: 'first_name', label: words.nameQuestion },
      { ...question, key: 'company', label: words.companyQuestion },
    ],
    asks: [],
    thanks: words.thanksDefault,
  }
}

type FormProps = { form: UseFormReturnType<FormInput> }

function Questions({ form }: FormProps) {
  const words = useWords(formWords)
  return (
    <fieldset>
      <legend className={styles.legend}>{words.questions}</legend>
      {form.values.questions.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the key of a question changes while it is written
        <div className={styles.question} key={index}>
          <TextInput label={words.label} {...form.getInputProps(`questions.${index}.label`)} />
          <Autocomplete
            label={words.questionKey}
            data={QUESTION_KEYS}
            {...form.getInputProps(`questions.${index}.key`)}
          />
          <Select
            label={words.type}
            allowDeselect={false}
            data={QUESTION_TYPES.map((type) => ({ value: type, label: words.types[type] }))}
            {...form.getInputProps(`questions.${index}.type`)}
          />
          <Checkbox
            label={words.required}
            {...form.getInputProps(`questions.${index}.required`, { type: 'checkbox' })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={words.removeQuestion}
            onClick={() => form.removeListItem('questions', index)}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
          {question.type === 'choice' && (
            <Textarea
              className={styles.choices}
              label={words.choices}
              autosize
              minRows={2}
              value={question.choices.join('\n')}
              onChange={(event) =>
                form.setFieldValue(`questions.${index}.choices`, event.currentTarget.value.split('\n'))
              }
            />
          )}
        </div>
      ))}
      <Button
        mt={12}
        size="compact-sm"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() =>
          form.insertListItem('questions', { key: '', label: '', type: 'text', required: false, choices: [] })
        }
      >
        {words.addQuestion}
      </Button>
      {form.errors.questions && <p className="broken text-13">{form.errors.questions}</p>}
    </fieldset>
  )
}

function Asks({ form }: FormProps) {
  const words = useWords(formWords)
  const purposes = useQuery(purposesQuery)
  const { asks, brandId } = form.values
  const set = (ask: Ask, isAsked: boolean) =>
    form.setFieldValue(
      'asks',
      isAsked ? [...asks, ask] : asks.filter((one) => one.purposeId !== ask.purposeId || one.channel !== ask.channel),
    )
  return (
    <fieldset>
      <legend className={styles.legend}>{words.asks}</legend>
      <p className="muted text-13">{words.asksDetail}</p>
      <Answer query={purposes} what={words.asks} level={3}>
        {({ items }) => {
          const own = items.filter((purpose) => purpose.brand.id === brandId && purpose.retiredAt === null)
          return own.length === 0 ? (
            <p className="text-13">{words.noPurposes}</p>
          ) : (
            own.map((purpose) => <AskRow key={purpose.id} purpose={purpose} asks={asks} onChange={set} />)
          )
        }}
      </Answer>
    </fieldset>
  )
}

type AskRowProps = { purpose: Purpose; asks: Ask[]; onChange: (ask: Ask, isAsked: boolean) => void }

function AskRow({ purpose, asks, onChange }: AskRowProps) {
  const words = useWords(formWords)
  return (
    <fieldset className={styles.purpose} aria-label={purpose.name}>
      <b>{purpose.name}</b>
      {purpose.channels.map((channel) => (
        <Checkbox
          key={channel}
          label={words.channel[channel] ?? channel}
          checked={asks.some((ask) => ask.purposeId === purpose.id && ask.channel === channel)}
          onChange={(event) => onChange({ purposeId: purpose.id, channel }, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  )
}

function FaultLines({ error }: { error: unknown }) {
  const faults = error instanceof ApiError ? error.faults : []
  return (
    <div>
      <ErrorLine error={error} />
      <ul className="text-13">
        {faults.map((fault) => (
          <li key={fault.path + fault.message}>{fault.message}</li>
        ))}
      </ul>
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
    </div>
  )
}

function Retire({ form, onClose }: { form: Form; onClose: () => void }) {
  const words = useWords(formWords)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const retire = useMutation({
    mutationFn: () => del(`/forms/${form.id}`),
    onSuccess: async () => {
      await navigate({ to: '/forms' })
      await queries.invalidateQueries({ queryKey: formsQuery.queryKey })
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.retireTitle(form.name)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <p>{words.retireDetail}</p>
      {retire.isError && <ErrorLine error={retire.error} />}
      <div className={styles.actions}>
        <Button mt={16} variant="filled" disabled={retire.isPending} onClick={() => retire.mutate()}>
          {words.retireButton}
        </Button>
        <Button mt={16} variant="subtle" color="gray" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </Modal>
  )
}
