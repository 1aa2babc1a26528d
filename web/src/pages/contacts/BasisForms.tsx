// The forms behind the sales and partners of a contact. Nothing is filled in that somebody has to know.
import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError, post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { ADDRESS_SOURCES, basisWords } from '../../words/basis.ts'
import { useLanguage, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import type { Purpose } from '../purposes/purposes.ts'
import styles from './Basis.module.css'
import { dayStart } from './basis.ts'

type Common = { contactId: string; onClose: () => void }
type WithPurposes = Common & { purposes: Purpose[] }

/** Sends what a form holds, shows faults beside their fields, and closes it when the server has taken it. */
function useSend<Values extends object>(
  { contactId, onClose }: Common,
  path: string,
  form: UseFormReturnType<Values>,
  bodyOf: (values: Values) => object,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (values: Values) => post(`/contacts/${contactId}/${path}`, bodyOf(values)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['contacts', contactId] })
      onClose()
    },
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message])))
    },
  })
}

type FrameProps<Values> = {
  title: string
  lead: string
  button: string
  form: UseFormReturnType<Values>
  send: UseMutationResult<void, Error, Values>
  onClose: () => void
  children: ReactNode
}

function Frame<Values>({ title, lead, button, form, send, onClose, children }: FrameProps<Values>) {
  const parts = useWords(partWords)
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': parts.cancel }}>
      <form className={styles.form} onSubmit={form.onSubmit((values) => send.mutate(values))} noValidate>
        <p className="muted">{lead}</p>
        {children}
        {send.isError && <ErrorLine error={send.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={send.isPending}>
            {button}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {parts.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

export function NewSale(props: WithPurposes) {
  const words = useWords(basisWords)
  const parts = useWords(partWords)
  const form = useForm({
    initialValues: {
      productFamily: props.purposes[0]?.productFamily ?? '',
      channel: 'email',
      soldAt: '',
      source: '',
      optOutOffered: false,
      evidence: '',
    },
    validate: {
      soldAt: (day) => (day === '' ? words.needsDate : null),
      source: (source) => (source ? null : words.needsSource),
    },
  })
  const send = useSend(props, 'sales', form, (values) => ({ ...values, soldAt: dayStart(values.soldAt) }))
  const { productFamily } = form.getValues()
  const families = [...new Set(props.purposes.flatMap((purpose) => purpose.productFamily ?? []))]
  const channels = props.purposes.filter((one) => one.productFamily === productFamily).flatMap((one) => one.channels)
  const frame = { title: words.addSale, lead: words.addSaleLead, button: words.save, onClose: props.onClose }
  return (
    <Frame {...frame} form={form} send={send}>
      <Select label={words.family} allowDeselect={false} data={families} {...form.getInputProps('productFamily')} />
      <Select
        label={words.channel}
        allowDeselect={false}
        data={[...new Set(channels)].map((value) => ({ value, label: parts.channel[value] }))}
        {...form.getInputProps('channel')}
      />
      <TextInput label={words.soldAt} type="date" {...form.getInputProps('soldAt')} />
      <Select
        label={words.source}
        data={ADDRESS_SOURCES.map((value) => ({ value, label: words.sources[value] }))}
        {...form.getInputProps('source')}
      />
      <Checkbox label={words.offered} {...form.getInputProps('optOutOffered', { type: 'checkbox' })} />
      <TextInput label={words.evidence} {...form.getInputProps('evidence')} />
    </Frame>
  )
}

export function NewCollected(props: WithPurposes) {
  const words = useWords(basisWords)
  const parts = useWords(partWords)
  const { language } = useLanguage()
  const [first] = props.purposes
  const form = useForm({
    initialValues: {
      purposeId: first?.id ?? '',
      channel: first?.channels[0] ?? 'email',
      collector: '',
      source: '',
      occurredAt: '',
    },
    validate: { occurredAt: (day) => (day === '' ? words.needsDate : null) },
  })
  const send = useSend(props, 'collected', form, ({ occurredAt, ...values }) => ({
    ...values,
    language,
    occurredAt: dayStart(occurredAt),
  }))
  const purpose = props.purposes.find(({ id }) => id === form.getValues().purposeId)
  const lead = words.addCollectedLead
  return (
    <Frame title={words.addCollected} lead={lead} button={words.keep} form={form} send={send} onClose={props.onClose}>
      <TextInput label={words.collector} {...form.getInputProps('collector')} />
      <Select
        label={words.purpose}
        allowDeselect={false}
        data={props.purposes.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('purposeId')}
        onChange={(value) => {
          const next = props.purposes.find(({ id }) => id === value) ?? first
          if (!next) return
          form.setFieldValue('purposeId', next.id)
          form.setFieldValue('channel', next.channels[0] ?? 'email')
        }}
      />
      <Select
        label={words.channel}
        allowDeselect={false}
        data={(purpose?.channels ?? []).map((value) => ({ value, label: parts.channel[value] }))}
        {...form.getInputProps('channel')}
      />
      <TextInput label={words.where} {...form.getInputProps('source')} />
      <TextInput label={words.saidAt} type="date" {...form.getInputProps('occurredAt')} />
    </Frame>
  )
}

export function AttachProof({ seq, ...props }: Common & { seq: number }) {
  const words = useWords(basisWords)
  const form = useForm({ initialValues: { proof: '' } })
  const send = useSend(props, `collected/${seq}/evidence`, form, (values) => values)
  const lead = words.attachLead
  return (
    <Frame title={words.attach} lead={lead} button={words.attach} form={form} send={send} onClose={props.onClose}>
      <Textarea label={words.proof} autosize minRows={3} {...form.getInputProps('proof')} />
    </Frame>
  )
}
