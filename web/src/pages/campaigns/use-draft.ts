// What is being written: kept here while it is typed, saved a moment after, and checked by the server as it stands.
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import {
  type Campaign,
  type Draft,
  type Preview,
  previewMail,
  type Reader,
  saveCampaign,
  someQuery,
} from './campaigns.ts'

/** ms without a key before it is saved and checked: shorter asks at every letter, longer feels forgotten. */
const QUIET_MS = 600

export type DraftState = {
  values: Draft
  mayEdit: boolean
  change: (part: Partial<Draft>) => void
  /** When it was saved last; undefined while something is not saved. */
  savedAt: Date | undefined
  saveError: unknown
  /** Saves at once what has been typed. */
  flush: () => Promise<void>
  preview: Preview | undefined
  people: Reader[]
  person: Reader | undefined
  showAs: (id: string) => void
}

export function useDraft(campaign: Campaign): DraftState {
  const queries = useQueryClient()
  const [values, setValues] = useState<Draft>({
    subject: campaign.subject,
    preheader: campaign.preheader,
    mjml: campaign.mjml,
  })
  const [personId, showAs] = useState<string>()
  const { data: people = [] } = useQuery(someQuery(campaign))
  const person = people.find((one) => one.id === personId) ?? people[0]
  const [settled] = useDebouncedValue(values, QUIET_MS)
  const saved = useRef<Draft>(values)
  const save = useMutation({
    mutationFn: (draft: Draft) => saveCampaign(campaign.id, draft),
    onSuccess: (_answer, draft) => {
      saved.current = draft
      queries.setQueryData<Campaign>(['campaign', campaign.id], (known) => known && { ...known, ...draft })
    },
  })
  const mayEdit = campaign.status === 'draft' || campaign.status === 'ready'
  const isSaved = (draft: Draft) =>
    (Object.keys(draft) as (keyof Draft)[]).every((part) => draft[part] === saved.current[part])
  const { mutate, mutateAsync } = save
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what has come to rest is saved
  useEffect(() => {
    if (mayEdit && !isSaved(settled)) mutate(settled)
  }, [settled, mayEdit])

  const { data: preview } = useQuery({
    queryKey: ['preview', campaign.purpose.id, campaign.topic?.id, person?.id ?? null, settled],
    queryFn: () =>
      previewMail({
        ...settled,
        purposeId: campaign.purpose.id,
        topicId: campaign.topic?.id ?? null,
        contactId: person?.id ?? null,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return {
    values,
    mayEdit,
    change: (part) => setValues((before) => ({ ...before, ...part })),
    savedAt: isSaved(values)
      ? save.submittedAt > 0
        ? new Date(save.submittedAt)
        : new Date(campaign.updatedAt)
      : undefined,
    saveError: save.error,
    flush: async () => {
      if (mayEdit && !isSaved(values)) await mutateAsync(values)
    },
    preview,
    people,
    person,
    showAs,
  }
}
