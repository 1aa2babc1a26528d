// The beginning of a campaign: what it is called, what people said yes to, and who it is for.
import { Button, Input, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useWords } from '../../words/language.tsx'
import { smsWords } from '../../words/sms.ts'
import { segmentsQuery } from '../segments/segments.ts'
import styles from './CampaignPage.module.css'
import { type CampaignChannel, mailPurposes, purposesQuery } from './campaigns.ts'

export function NewCampaignPage() {
  const words = useWords(campaignWords)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const purposes = useQuery(purposesQuery)
  const segments = useQuery(segmentsQuery)
  const sms = useWords(smsWords)
  const initialValues = {
    channel: 'email' as CampaignChannel,
    name: '',
    purposeId: '',
    segmentId: null as string | null,
  }
  const form = useForm({ initialValues })
  const { channel } = form.values
  const options = mailPurposes(purposes.data?.items, channel).map(({ id, name }) => ({ value: id, label: name }))
  const begin = useMutation({
    mutationFn: (draft: typeof form.values) =>
      post<{ id: string }>('/campaigns', { ...draft, purposeId: draft.purposeId || options[0]?.value }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['campaigns'] })
      await navigate({ to: '/campaigns/$id/$tab', params: { id, tab: 'message' } })
    },
  })
  return (
    <>
      <PageTop title={words.newCampaign} crumbs={[{ label: words.title, href: '/campaigns' }]} />
      <PageBody>
        <PageTitle>{words.newCampaign}</PageTitle>
        <form className={styles.form} onSubmit={form.onSubmit((draft) => begin.mutate(draft))}>
          <Input.Wrapper label={sms.channel} description={sms.channelHint}>
            <SegmentedControl
              fullWidth
              aria-label={sms.channel}
              data={[
                { value: 'email', label: sms.channels.email },
                { value: 'sms', label: sms.channels.sms },
              ]}
              value={channel}
              onChange={(value) => form.setValues({ channel: value as CampaignChannel, purposeId: '' })}
            />
          </Input.Wrapper>
          <TextInput
            label={words.name}
            description={words.namePlaceholder}
            required
            maxLength={200}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Select
            label={words.purpose}
            description={words.purposeHint}
            data={options}
            allowDeselect={false}
            {...form.getInputProps('purposeId')}
            error={purposes.data && options.length === 0 ? (channel === 'sms' ? sms : words).noPurposes : undefined}
            value={form.values.purposeId || options[0]?.value || null}
          />
          <Select
            label={words.segment}
            description={words.segmentHint}
            data={(segments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            placeholder={words.noSegment}
            clearable
            searchable
            {...form.getInputProps('segmentId')}
          />
          {begin.isError && <ErrorLine error={begin.error} />}
          <Button type="submit" variant="filled" disabled={begin.isPending || options.length === 0}>
            {words.begin}
          </Button>
        </form>
      </PageBody>
    </>
  )
}
