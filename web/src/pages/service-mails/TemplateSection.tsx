// One template: its words, how it stands, and what may be done with it. Whoever wrote the words cannot allow them.
import { Button, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, patch, post } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { serviceMailWords } from '../../words/service-mails.ts'
import styles from './ServiceMailsPage.module.css'
import { type ServiceTemplate, templatesQuery } from './templates.ts'

export function TemplateSection({ template }: { template: ServiceTemplate }) {
  const words = useWords(serviceMailWords)
  const [doing, setDoing] = useState<'write' | 'withdraw' | null>(null)
  const queries = useQueryClient()
  const { id, key, language, subject, body, places, status, allowedAt } = template
  const refresh = () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
  const close = () => setDoing(null)
  return (
    <section className={styles.template} aria-labelledby={`template-${id}`}>
      <h2 id={`template-${id}`}>
        {key} <span className="dim">{words.languages[language] ?? language}</span>
      </h2>
      <div className={`${styles.state} text-13`}>
        <Tag tone={status === 'waiting' || status === 'changed' ? 'near' : 'plain'}>{words.status[status]}</Tag>
        {allowedAt && (
          <span className="dim">
            {words.allowedAt} <DateText at={allowedAt} show="both" />
          </span>
        )}
      </div>
      {doing === 'write' ? (
        <Write template={template} onClose={close} />
      ) : (
        <>
          <p className={styles.subject}>{subject}</p>
          <p className={styles.body}>{body}</p>
          <p className="text-13 muted">{words.places([...places.texts, ...places.links].join(', '))}</p>
          <div className={styles.acts}>
            <Allow template={template} onDone={refresh} />
            <Button onClick={() => setDoing('write')}>{words.rewrite}</Button>
            {status !== 'withdrawn' && status !== 'waiting' && (
              <Button variant="subtle" color="gray" onClick={() => setDoing('withdraw')}>
                {words.withdraw}
              </Button>
            )}
          </div>
        </>
      )}
      {doing === 'withdraw' && (
        <Confirm
          title={words.withdrawTitle(key)}
          button={words.withdraw}
          act={async () => {
            await post(`/service-templates/${id}/withdraw`)
            await refresh()
          }}
          onClose={close}
        >
          {words.withdrawMeans}
        </Confirm>
      )}
    </section>
  )
}

function Allow({ template, onDone }: { template: ServiceTemplate; onDone: () => Promise<void> }) {
  const words = useWords(serviceMailWords)
  const me = useMe()
  const { id, status, writtenAt, writtenBy } = template
  const allow = useMutation({
    mutationFn: () => post(`/service-templates/${id}/allow`, { writtenAt }),
    onSuccess: onDone,
  })
  if (status === 'allowed') return null
  if (writtenBy === me.id) return <p className={`${styles.wait} text-13`}>{words.yours}</p>
  return (
    <>
      <Button variant="filled" disabled={allow.isPending} onClick={() => allow.mutate()}>
        {words.allow}
      </Button>
      {allow.isError && <ErrorLine error={allow.error} />}
    </>
  )
}

function Write({ template, onClose }: { template: ServiceTemplate; onClose: () => void }) {
  const words = useWords(serviceMailWords)
  const queries = useQueryClient()
  const form = useForm({ initialValues: { subject: template.subject, body: template.body } })
  const save = useMutation({
    mutationFn: (values: { subject: string; body: string }) => patch(`/service-templates/${template.id}`, values),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
      onClose()
    },
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message])))
    },
  })
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <TextInput label={words.subject} {...form.getInputProps('subject')} />
      <Textarea label={words.body} description={words.bodyHint} autosize minRows={6} {...form.getInputProps('body')} />
      {save.isError && <ErrorLine error={save.error} />}
      <div className={styles.acts}>
        <Button type="submit" variant="filled" disabled={save.isPending}>
          {words.save}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
