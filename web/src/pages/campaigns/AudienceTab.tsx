// Who the campaign is for: its purpose, a topic of it, and its segments.
import { Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useWords } from '../../words/language.tsx'
import { AudienceSegments } from './AudienceSegments.tsx'
import styles from './CampaignPage.module.css'
import { type Campaign, mailPurposes, purposesQuery, saveCampaign } from './campaigns.ts'

export function AudienceTab({ campaign }: { campaign: Campaign }) {
  const words = useWords(campaignWords)
  const queries = useQueryClient()
  const purposes = useQuery(purposesQuery)
  const change = useMutation({
    mutationFn: (part: { purposeId?: string; topicId?: string | null }) => saveCampaign(campaign.id, part),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['campaign', campaign.id] }),
  })
  const mayEdit = campaign.status === 'draft' || campaign.status === 'ready'
  const { purpose, topic } = campaign
  const purposeOptions = mailPurposes(purposes.data?.items, campaign.channel)
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
      {change.isError && <ErrorLine error={change.error} />}
      <AudienceSegments campaign={campaign} mayEdit={mayEdit} />
    </div>
  )
}
