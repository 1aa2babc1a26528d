// Where the feed is and how often it is told of. Saving reads it at once, so that a wrong address is known here.
import { Button, Checkbox, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FaultLines } from '../../../parts/ErrorNote.tsx'
import { Note } from '../../../parts/Tag.tsx'
import { feedWords } from '../../../words/feed.ts'
import { useFormats, useLanguage, useWords } from '../../../words/language.tsx'
import { asClock, weekdayNames } from '../repeat-words.ts'
import { emptyPlan, type Feed, type FeedPlan, PACES, removeFeed, saveFeed } from './feed.ts'

type Props = { campaignId: string; feed: Feed | null; onGone: () => void }

const planOf = ({ url, pace, weekdays, minutes, timeZone, maxItems }: FeedPlan): FeedPlan => ({
  ...{ url, pace, weekdays: weekdays.length > 0 ? weekdays : [2], minutes, timeZone, maxItems },
})

export function FeedForm({ campaignId, feed, onGone }: Props) {
  const words = useWords(feedWords)
  const formats = useFormats()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [plan, setPlan] = useState<FeedPlan>(() => (feed ? planOf(feed) : emptyPlan()))
  const change = (part: Partial<FeedPlan>) => setPlan((before) => ({ ...before, ...part }))
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['campaign', campaignId, 'feed'] }),
      queries.invalidateQueries({ queryKey: ['preview'] }),
    ])
  const save = useMutation({ mutationFn: () => saveFeed(campaignId, plan), onSuccess: refresh })
  const remove = useMutation({
    mutationFn: () => removeFeed(campaignId),
    onSuccess: async () => {
      onGone()
      await refresh()
    },
  })
  const count = feed?.items.length ?? 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
      noValidate
    >
      <Stack gap={14} maw={520}>
        <TextInput
          type="url"
          label={words.url}
          description={words.urlHint}
          value={plan.url}
          onChange={({ currentTarget }) => change({ url: currentTarget.value })}
        />
        <Select
          label={words.pace}
          allowDeselect={false}
          data={PACES.map((value) => ({ value, label: words.paces[value] }))}
          value={plan.pace}
          onChange={(pace) => change({ pace: PACES.find((one) => one === pace) ?? 'day' })}
        />
        {plan.pace === 'week' && (
          <Checkbox.Group
            label={words.weekdays}
            value={plan.weekdays.map(String)}
            onChange={(days) => days.length > 0 && change({ weekdays: days.map(Number).sort() })}
          >
            <Group gap={12} mt={6}>
              {weekdayNames(language, 'short').map((name, index) => (
                <Checkbox key={name} value={String(index + 1)} label={name} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        {plan.pace !== 'each' && (
          <TextInput
            type="time"
            label={words.time}
            value={asClock(plan.minutes)}
            onChange={({ currentTarget }) => {
              const [hour, minute] = currentTarget.value.split(':').map(Number)
              if (hour !== undefined && minute !== undefined) change({ minutes: hour * 60 + minute })
            }}
          />
        )}
        <NumberInput
          label={words.maxItems}
          description={words.maxItemsHint}
          min={1}
          max={20}
          value={plan.maxItems}
          onChange={(most) => change({ maxItems: Math.min(20, Math.max(1, Number(most) || 1)) })}
        />
        {(save.isError || remove.isError) && <FaultLines error={save.error ?? remove.error} />}
        {save.isSuccess && <Note role="status">{words.saved(formats.number(count), count === 1)}</Note>}
        <Group gap={8}>
          <Button
            type="submit"
            variant={feed ? 'default' : 'filled'}
            loading={save.isPending}
            disabled={plan.url === ''}
          >
            {words.save}
          </Button>
          {feed && (
            <Button variant="subtle" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {words.remove}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
