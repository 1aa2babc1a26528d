// Audiences for advertising platforms: those who allow it, as hashes. A marketer exports, the privacy officer reads.
import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { AddForm } from '../../parts/AddForm.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useMe } from '../../session.ts'
import { advertisingWords } from '../../words/advertising.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { purposesQuery } from '../campaigns/campaigns.ts'
import { segmentsQuery } from '../segments/segments.ts'
import { ShownSecret } from '../webhooks/ShownSecret.tsx'
import styles from '../webhooks/WebhooksPage.module.css'
import { AudienceSection } from './AudienceSection.tsx'
import { audiencesQuery, PLATFORMS } from './advertising.ts'

export function AdvertisingPage() {
  const words = useWords(advertisingWords)
  const formats = useFormats()
  const { role } = useMe()
  const mayChange = role === 'admin' || role === 'marketer'
  const audiences = useQuery(audiencesQuery)
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <Answer query={audiences} what={words.what} level={1}>
          {({ items }) => (
            <>
              <PageTitle below={words.detail}>
                {items.length === 0 ? words.none : words.headline(formats.number(items.length), items.length === 1)}
              </PageTitle>
              {items.map((audience) => (
                <AudienceSection key={audience.id} audience={audience} mayChange={mayChange} />
              ))}
            </>
          )}
        </Answer>
        {mayChange && (
          <div className={styles.add}>
            <NewAudience />
          </div>
        )}
      </PageBody>
    </>
  )
}

function NewAudience() {
  const words = useWords(advertisingWords)
  const { data: purposes } = useQuery(purposesQuery)
  const { data: segments } = useQuery(segmentsQuery)
  const options = (items: readonly { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }))
  const advertising = purposes?.items.filter((one) => one.kind === 'advertising' && one.retiredAt === null)
  const need = (hint: string) => (value: string) => (value.trim() === '' ? hint : null)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', platform: 'meta', purposeId: '', segmentId: '', url: '' },
    validate: {
      name: need(words.nameNeeded),
      platform: need(words.whereNeeded),
      purposeId: need(words.purposeNeeded),
      segmentId: need(words.segmentNeeded),
    },
  })
  return (
    <AddForm
      form={form}
      add={({ url, ...values }) =>
        post<{ id: string; secret: string | null }>('/ad-audiences', { ...values, url: url.trim() === '' ? null : url })
      }
      listKey={audiencesQuery.queryKey}
      begin={words.add}
      send={words.add}
      done={({ secret }) => (secret === null ? <p>{words.made}</p> : <ShownSecret secret={secret} />)}
    >
      <TextInput label={words.name} autoComplete="off" key={form.key('name')} {...form.getInputProps('name')} />
      <Select
        label={words.where}
        allowDeselect={false}
        data={PLATFORMS.map((platform) => ({ value: platform, label: words.platform[platform] }))}
        key={form.key('platform')}
        {...form.getInputProps('platform')}
      />
      <Select
        label={words.purpose}
        description={words.purposeHint}
        data={options(advertising)}
        key={form.key('purposeId')}
        {...form.getInputProps('purposeId')}
      />
      <Select
        label={words.segment}
        searchable
        data={options(segments?.items)}
        key={form.key('segmentId')}
        {...form.getInputProps('segmentId')}
      />
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
