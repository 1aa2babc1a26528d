// The segments of a campaign: whose people it is for and whose not, each read in words with how many it holds now.
import { Button, MultiSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { AppLink } from '../../parts/AppLink.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { audienceWords } from '../../words/audience.ts'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { segmentQuery, segmentSizeQuery, segmentsQuery } from '../segments/segments.ts'
import styles from './CampaignPage.module.css'
import { type Audience, audienceQuery, type Campaign, saveAudience } from './campaigns.ts'

export function AudienceSegments({ campaign, mayEdit }: { campaign: Campaign; mayEdit: boolean }) {
  const words = useWords(audienceWords)
  const { makeSegment, noSegment } = useWords(campaignWords)
  const queries = useQueryClient()
  const segments = useQuery(segmentsQuery)
  const audience = useQuery(audienceQuery(campaign))
  const change = useMutation({
    mutationFn: (next: Audience) => saveAudience(campaign.id, next),
    // What is chosen stands at once; should it be refused, what is saved comes back with the reason.
    onMutate: (next) => queries.setQueryData(audienceQuery(campaign).queryKey, next),
    onSettled: () => queries.invalidateQueries({ queryKey: ['campaign', campaign.id] }),
  })
  const { in: inside, out: outside } = audience.data ?? { in: [], out: [] }
  const options = (without: readonly string[]) =>
    (segments.data?.items ?? [])
      .filter(({ id }) => !without.includes(id))
      .map(({ id, name }) => ({ value: id, label: name }))
  // Without an audience nobody can be left out of it.
  const save = (next: Audience) => change.mutate(next.in.length === 0 ? { in: [], out: [] } : next)
  return (
    <>
      <MultiSelect
        label={words.in}
        description={words.inHint}
        placeholder={inside.length === 0 ? noSegment : words.add}
        searchable
        disabled={!mayEdit || !audience.data}
        data={options(outside)}
        value={inside}
        onChange={(next) => save({ in: next, out: outside })}
      />
      {inside.length > 0 && (
        <MultiSelect
          label={words.out}
          description={words.outHint}
          placeholder={outside.length === 0 ? words.nobodyOut : words.add}
          searchable
          disabled={!mayEdit}
          data={options(inside)}
          value={outside}
          onChange={(next) => save({ in: inside, out: next })}
        />
      )}
      {change.isError && <ErrorLine error={change.error} />}
      {inside.length === 0 ? (
        <Button component={AppLink} href="/segments/new">
          {makeSegment}
        </Button>
      ) : (
        [...inside.map((id) => ({ id, isOut: false })), ...outside.map((id) => ({ id, isOut: true }))].map((one) => (
          <InWords key={one.id} {...one} />
        ))
      )}
    </>
  )
}

function InWords({ id, isOut }: { id: string; isOut: boolean }) {
  const words = useWords(campaignWords)
  const { without } = useWords(audienceWords)
  const formats = useFormats()
  const { data: segment } = useQuery(segmentQuery(id))
  const { data: size } = useQuery(segmentSizeQuery(id))
  return (
    <div className={styles.inWords}>
      <p className={styles.sentence}>
        {isOut && <b>{without} </b>}
        {segment?.sentence}
      </p>
      <p className="text-13 muted">
        {size && (
          <PeopleNumber count={size.people} people={`/segments/${id}/people`}>
            {words.inAudience(formats.number(size.people), size.people === 1)}
          </PeopleNumber>
        )}
      </p>
      <AppLink className="link text-13" href={`/segments/${id}`}>
        {words.editSegment}
      </AppLink>
    </div>
  )
}
