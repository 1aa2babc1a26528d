// How a sender handles data: said as a whole by the privacy officer, for every notice and receipt.
import { NumberInput, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { put } from '../../api.ts'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { senderWords } from '../../words/senders.ts'
import { SettingForm } from './SettingForm.tsx'
import { type Handling, handlingQuery, type Sender } from './senders.ts'

const listOf = (text: string, separator: RegExp) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

export function HandlingForm({ sender, handling }: { sender: Sender; handling: Handling | null }) {
  const words = useWords(senderWords)
  const me = useMe()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: {
      phone: handling?.phone ?? '',
      storedIn: (handling?.storedIn ?? []).join(', '),
      retention: handling?.retention ?? '',
      retentionMonths: handling?.retentionMonths ?? ('' as number | string),
      recipients: (handling?.recipients ?? []).join('\n'),
      safeguard: handling?.safeguard ?? '',
    },
  })
  const save = useMutation({
    mutationFn: (values: ReturnType<typeof form.getValues>) =>
      put<Handling>(`/brands/${sender.id}/processing`, {
        phone: values.phone,
        storedIn: listOf(values.storedIn.toUpperCase(), /[\s,]+/),
        retention: values.retention,
        retentionMonths: values.retentionMonths === '' ? null : Number(values.retentionMonths),
        recipients: listOf(values.recipients, /\n/),
        safeguard: values.safeguard.trim() === '' ? null : values.safeguard,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: handlingQuery(sender.id).queryKey }),
  })
  const isReadOnly = me.role !== 'admin' && me.role !== 'privacy_officer'
  return (
    <SettingForm
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      save={save}
      saved={words.saved}
      readOnly={isReadOnly ? words.officerOnly : null}
    >
      {handling === null && <Note tone="near">{words.unsaid}</Note>}
      <TextInput label={words.phone} readOnly={isReadOnly} {...form.getInputProps('phone')} />
      <TextInput
        label={words.storedIn}
        description={words.storedInHint}
        readOnly={isReadOnly}
        {...form.getInputProps('storedIn')}
      />
      <TextInput
        label={words.safeguard}
        description={words.safeguardHint}
        readOnly={isReadOnly}
        {...form.getInputProps('safeguard')}
      />
      <Textarea
        label={words.recipients}
        description={words.recipientsHint}
        autosize
        minRows={2}
        readOnly={isReadOnly}
        {...form.getInputProps('recipients')}
      />
      <NumberInput
        label={words.retentionMonths}
        description={words.retentionMonthsHint}
        min={1}
        max={600}
        readOnly={isReadOnly}
        {...form.getInputProps('retentionMonths')}
      />
      <Textarea
        label={words.retention}
        description={words.retentionHint}
        autosize
        minRows={2}
        readOnly={isReadOnly}
        {...form.getInputProps('retention')}
      />
    </SettingForm>
  )
}
