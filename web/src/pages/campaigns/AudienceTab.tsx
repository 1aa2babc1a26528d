// Who the campaign is for: its purpose and its segment, with the segment in words and how many it holds now.
import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { AppLink } from '../../parts/AppLink.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { segmentQuery, segmentSizeQuery, segmentsQuery } from '../segments/segments.ts'
import styles from './CampaignPage.module.css'
import { type Campaign, mailPurposes, purposesQuery, saveCampaign } from './campaigns.ts'

export function AudienceTab({ campaign }: { campaign: Campaign }) {
  const words = useWords(campaignWords)
  const queries = useQueryClient()
  const purposes = useQuery(purposesQuery)
  const segments = useQuery(segmentsQuery)
  const change = useMutation({
    mutationFn: (part: { purposeId?: string; topicId?: string | null; segmentId?: string | null }) =>
      saveCampaign(campaign.id, part),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['campaign', campaign.id] }),
  })
  const mayEdit = campaign.status === 'draft' || campaign.status === 'ready'
  const { purpose, topic, segment } = campaign
  const purposeOptions = mailPurposes(purposes.data?.items)
  if (!purposeOptions.some((one) => one.id === purpose.id))
    purposeOptions.push({ ...purpose, kind: '', channels: [], retiredAt: null, topics: [] })
  const topics = (purposeOptions.find((one) => one.id === purpose.id)?.topics ?? []).filter(
    ({ id, retiredAt }) => retiredAt === null || id === topic?.id,
  )
  return (
    <div className={styles.form}>
      <h1 className="visually-hidden">{words.tabs.audience}</h1>
      <Select
        label={words.purpose}
        description={words.purposeHint}
        allowDeselect={false}
        disabled={!mayEdit}
        data={purposeOptions.map(({ id, name }) => ({ value: id, label: name }))}
        value={purpose.id}
        onChange={(purposeId) => purposeId && change.mutate({ purposeId })}
      />
      {topics.length > 0 && (
        <Select
          label={words.topic}
          description={words.topicHint}
          placeholder={words.noTopic}
          clearable
          disabled={!mayEdit}
          data={topics.map(({ id, name }) => ({ value: id, label: name }))}
          value={topic?.id ?? null}
          onChange={(topicId) => change.mutate({ topicId })}
        />
      )}
      <Select
        label={words.segment}
        description={words.segmentHint}
        placeholder={words.noSegment}
        clearable
        searchable
        disabled={!mayEdit}
        data={(segments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={segment?.id ?? null}
        onChange={(segmentId) => change.mutate({ segmentId })}
      />
      {change.isError && <ErrorLine error={change.error} />}
      {segment ? (
        <InWords segmentId={segment.id} />
      ) : (
        <Button component={AppLink} href="/segments/new">
          {words.makeSegment}
        </Button>
      )}
    </div>
  )
}

function InWords({ segmentId }: { segmentId: string }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const { data: segment } = useQuery(segmentQuery(segmentId))
  const { data: size } = useQuery(segmentSizeQuery(segmentId))
  return (
    <div className={styles.inWords}>
      <p className={styles.sentence}>{segment?.sentence}</p>
      <p className="text-13 muted">
        {size && (
          <PeopleNumber count={size.people} people={`/segments/${segmentId}/people`}>
            {words.inAudience(formats.number(size.people), size.people === 1)}
          </PeopleNumber>
        )}
      </p>
      <AppLink className="link text-13" href={`/segments/${segmentId}`}>
        {words.editSegment}
      </AppLink>
    </div>
  )
}
