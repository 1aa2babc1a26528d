// What is kept of the browser that a yes or a no came from. Nothing needs no reason; anything else does.
import { Checkbox, Radio, Stack, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { put } from '../../api.ts'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { senderWords } from '../../words/senders.ts'
import { SettingForm } from './SettingForm.tsx'
import { ADDRESS_PARTS, type EvidenceSetting, evidenceQuery } from './senders.ts'

export function EvidenceForm({ setting }: { setting: EvidenceSetting }) {
  const words = useWords(senderWords)
  const me = useMe()
  const queries = useQueryClient()
  const form = useForm<EvidenceSetting>({ initialValues: setting })
  const save = useMutation({
    mutationFn: (values: EvidenceSetting) => put<EvidenceSetting>('/evidence-setting', values),
    onSuccess: (saved) => queries.setQueryData(evidenceQuery.queryKey, saved),
  })
  const isReadOnly = me.role !== 'admin' && me.role !== 'privacy_officer'
  return (
    <SettingForm
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      save={save}
      saved={words.evidenceSaved}
      readOnly={isReadOnly ? words.officerOnly : null}
    >
      <Radio.Group label={words.address} {...form.getInputProps('address')}>
        <Stack gap={8} mt={8}>
          {ADDRESS_PARTS.map((part) => (
            <Radio key={part} value={part} label={words.addressParts[part]} disabled={isReadOnly} />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox
        label={words.userAgent}
        disabled={isReadOnly}
        {...form.getInputProps('userAgent', { type: 'checkbox' })}
      />
      <Textarea
        label={words.reason}
        description={words.reasonHint}
        autosize
        minRows={2}
        readOnly={isReadOnly}
        {...form.getInputProps('reason')}
      />
    </SettingForm>
  )
}
