// Who the sender is: what every mail and notice names. An administrator changes it; the others read it.
import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { put } from '../../api.ts'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { replyWords } from '../../words/replies.ts'
import { senderWords } from '../../words/senders.ts'
import { SettingForm } from './SettingForm.tsx'
import type { Sender } from './senders.ts'

export function SenderForm({ sender }: { sender: Sender }) {
  const words = useWords(senderWords)
  const replies = useWords(replyWords)
  const me = useMe()
  const queries = useQueryClient()
  const { postalAddress, privacyEmail, country } = sender
  const form = useForm({
    initialValues: {
      postalAddress,
      privacyEmail,
      country,
      privacyUrl: sender.privacyUrl ?? '',
      replyTo: sender.replyTo ?? '',
    },
  })
  const { id, ...fields } = sender
  const save = useMutation({
    mutationFn: ({ privacyUrl, replyTo, ...values }: ReturnType<typeof form.getValues>) =>
      put(`/brands/${id}`, {
        ...fields,
        ...values,
        privacyUrl: privacyUrl.trim() === '' ? null : privacyUrl.trim(),
        replyTo: replyTo.trim() === '' ? null : replyTo.trim(),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['brands'] }),
  })
  const isReadOnly = me.role !== 'admin'
  return (
    <SettingForm
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      save={save}
      saved={words.saved}
      readOnly={isReadOnly ? words.adminOnly : null}
    >
      <Textarea
        label={words.postalAddress}
        autosize
        minRows={2}
        readOnly={isReadOnly}
        {...form.getInputProps('postalAddress')}
      />
      <TextInput
        label={words.privacyEmail}
        type="email"
        readOnly={isReadOnly}
        {...form.getInputProps('privacyEmail')}
      />
      <TextInput
        label={words.country}
        description={words.countryHint}
        maxLength={2}
        readOnly={isReadOnly}
        {...form.getInputProps('country')}
      />
      <TextInput
        label={replies.ownAddress}
        description={replies.ownAddressHint}
        type="email"
        readOnly={isReadOnly}
        {...form.getInputProps('replyTo')}
      />
      <TextInput label={words.privacyUrl} type="url" readOnly={isReadOnly} {...form.getInputProps('privacyUrl')} />
    </SettingForm>
  )
}
