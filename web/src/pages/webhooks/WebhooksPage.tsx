// Which other systems hear of every change of consent, and whether they do. An admin changes it, the privacy officer reads.
import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { AddForm } from '../../parts/AddForm.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { webhookWords } from '../../words/webhooks.ts'
import { ShownSecret } from './ShownSecret.tsx'
import { WebhookSection } from './WebhookSection.tsx'
import styles from './WebhooksPage.module.css'
import { webhooksQuery } from './webhooks.ts'

export function WebhooksPage() {
  const words = useWords(webhookWords)
  const formats = useFormats()
  const isAdmin = useMe().role === 'admin'
  const webhooks = useQuery(webhooksQuery)
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <Answer query={webhooks} what={words.what} level={1}>
          {({ items }) => (
            <>
              <PageTitle below={words.detail}>
                {items.length === 0 ? words.none : words.headline(formats.number(items.length), items.length === 1)}
              </PageTitle>
              {items.map((webhook) => (
                <WebhookSection key={webhook.id} webhook={webhook} mayChange={isAdmin} />
              ))}
            </>
          )}
        </Answer>
        <div className={styles.add}>
          {isAdmin ? <NewWebhook /> : <p className="muted text-13">{words.adminOnly}</p>}
        </div>
      </PageBody>
    </>
  )
}

function NewWebhook() {
  const words = useWords(webhookWords)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', url: '' },
    validate: {
      name: (name) => (name.trim() === '' ? words.nameNeeded : null),
      url: (url) => (/^https?:\/\/\S+$/.test(url.trim()) ? null : words.urlNeeded),
    },
  })
  return (
    <AddForm
      form={form}
      add={(values) => post<{ id: string; secret: string }>('/webhooks', values)}
      listKey={webhooksQuery.queryKey}
      begin={words.add}
      send={words.add}
      done={({ secret }) => <ShownSecret secret={secret} />}
    >
      <TextInput label={words.name} autoComplete="off" key={form.key('name')} {...form.getInputProps('name')} />
      <TextInput
        label={words.url}
        description={words.urlHint}
        type="url"
        autoComplete="off"
        key={form.key('url')}
        {...form.getInputProps('url')}
      />
    </AddForm>
  )
}
