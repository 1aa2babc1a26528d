// The sender: who people say yes to. Needed once, before the first purpose.
import { Button, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, post } from '../../api.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { purposeWords } from '../../words/purposes.ts'
import styles from './PurposePage.module.css'
import { brandsQuery } from './purposes.ts'

export function NewBrand() {
  const words = useWords(purposeWords)
  const me = useMe()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: {
      name: '',
      senderName: '',
      senderEmail: '',
      postalAddress: '',
      privacyEmail: '',
      country: 'NO',
    },
  })
  const add = useMutation({
    mutationFn: (values: ReturnType<typeof form.getValues>) =>
      post('/brands', { ...values, replyTo: null, privacyUrl: null, colour: '#0B3B30' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: brandsQuery.queryKey }),
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message])))
    },
  })
  if (me.role !== 'admin')
    return (
      <EmptyState title={words.noBrand} level={1}>
        {words.noBrandDetail} {words.onlyAdmin}
      </EmptyState>
    )
  return (
    <>
      <PageTitle below={words.noBrandDetail}>{words.noBrand}</PageTitle>
      <form className={styles.form} onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
        <TextInput label={words.brandName} {...form.getInputProps('name')} />
        <div className={styles.pair}>
          <TextInput label={words.senderName} {...form.getInputProps('senderName')} />
          <TextInput label={words.senderEmail} type="email" {...form.getInputProps('senderEmail')} />
        </div>
        <Textarea label={words.postalAddress} autosize minRows={2} {...form.getInputProps('postalAddress')} />
        <div className={styles.pair}>
          <TextInput label={words.privacyEmail} type="email" {...form.getInputProps('privacyEmail')} />
          <TextInput label={words.country} maxLength={2} {...form.getInputProps('country')} />
        </div>
        {add.isError && <ErrorLine error={add.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={add.isPending}>
            {words.addBrand}
          </Button>
        </div>
      </form>
    </>
  )
}
