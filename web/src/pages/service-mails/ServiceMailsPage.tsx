// Mails that serve somebody whatever they said about marketing: which words there are, and who may send them.
import { Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { AddForm } from '../../parts/AddForm.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { serviceMailWords } from '../../words/service-mails.ts'
import { sendersQuery } from '../senders/senders.ts'
import styles from './ServiceMailsPage.module.css'
import { TemplateSection } from './TemplateSection.tsx'
import { type ServiceTemplate, templatesQuery } from './templates.ts'

export function ServiceMailsPage() {
  const words = useWords(serviceMailWords)
  const formats = useFormats()
  const templates = useQuery(templatesQuery)
  const waiting = (items: readonly ServiceTemplate[]) =>
    items.filter(({ status }) => status === 'waiting' || status === 'changed').length
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <Answer query={templates} what={words.what} level={1}>
          {({ items }) => (
            <>
              <PageTitle below={words.detail}>
                {items.length === 0
                  ? words.none
                  : words.headline(formats.number(items.length), items.length === 1, formats.number(waiting(items)))}
              </PageTitle>
              {items.map((template) => (
                <TemplateSection key={template.id} template={template} />
              ))}
            </>
          )}
        </Answer>
        <div className={styles.add}>
          <NewTemplate />
        </div>
      </PageBody>
    </>
  )
}

function NewTemplate() {
  const words = useWords(serviceMailWords)
  const senders = useQuery(sendersQuery)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { key: '', language: 'nb', brandId: '', subject: '', body: '' },
    validate: {
      key: (key) => (/^[a-z][a-z0-9-]{1,59}$/.test(key) ? null : words.keyNeeded),
      brandId: (brandId) => (brandId ? null : words.senderNeeded),
      subject: (subject) => (subject.trim() === '' ? words.subjectNeeded : null),
      body: (body) => (body.trim() === '' ? words.bodyNeeded : null),
    },
  })
  const brands = senders.data?.items ?? []
  return (
    <AddForm
      form={form}
      add={(values) => post<{ id: string }>('/service-templates', values)}
      listKey={templatesQuery.queryKey}
      begin={words.add}
      send={words.add}
      done={() => words.added}
      isWide
    >
      <TextInput
        label={words.key}
        description={words.keyHint}
        autoComplete="off"
        key={form.key('key')}
        {...form.getInputProps('key')}
      />
      <Select
        label={words.sender}
        data={brands.map(({ id, name }) => ({ value: id, label: name }))}
        key={form.key('brandId')}
        {...form.getInputProps('brandId')}
      />
      <Select
        label={words.language}
        allowDeselect={false}
        data={Object.entries(words.languages).map(([value, label]) => ({ value, label }))}
        key={form.key('language')}
        {...form.getInputProps('language')}
      />
      <TextInput label={words.subject} key={form.key('subject')} {...form.getInputProps('subject')} />
      <Textarea
        label={words.body}
        description={words.bodyHint}
        autosize
        minRows={6}
        key={form.key('body')}
        {...form.getInputProps('body')}
      />
    </AddForm>
  )
}
