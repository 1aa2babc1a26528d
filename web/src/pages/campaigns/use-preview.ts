// A mail as one named person would see it, asked for anew a moment after each change.
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TextLanguage } from '../../words/purposes.ts'
import {
  type Campaign,
  type Draft,
  languagesOf,
  type Preview,
  previewMail,
  type Reader,
  someQuery,
} from './campaigns.ts'

/** ms without a key before it is saved and checked: shorter asks at every letter, longer feels forgotten. */
const QUIET_MS = 600

export type PreviewState = {
  /** What has come to rest. */
  settled: Draft
  preview: Preview | undefined
  people: Reader[]
  person: Reader | undefined
  showAs: (person: Reader) => void
}

export function usePreview(campaign: Campaign, language: TextLanguage, values: Draft): PreviewState {
  const [chosen, showAs] = useState<Reader>()
  const { data: people = [], isPending: isReading } = useQuery(someQuery(campaign))
  const person = chosen ?? people[0]
  const [settled] = useDebouncedValue(values, QUIET_MS)
  const asked = {
    ...{ purposeId: campaign.purpose.id, topicId: campaign.topic?.id ?? null, contactId: person?.id ?? null },
    ...{ channel: campaign.channel, language, languages: languagesOf(campaign) },
    feedOf: campaign.id,
  }
  const { data: preview } = useQuery({
    queryKey: ['preview', asked, settled],
    queryFn: () => previewMail({ ...settled, ...asked }),
    // Without a reader yet it would be asked for twice.
    enabled: !isReading,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return { settled, preview, people, person, showAs }
}
