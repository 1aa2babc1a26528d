// What is being written: kept here while it is typed, saved a moment after, and checked by the server as it stands.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { TextLanguage } from '../../words/purposes.ts'
import { type Campaign, type Draft, saveCampaign } from './campaigns.ts'
import { type PreviewState, usePreview } from './use-preview.ts'

export type DraftState = Omit<PreviewState, 'settled'> & {
  values: Draft
  mayEdit: boolean
  /** What is being written in, and how to go on in another one. */
  language: TextLanguage
  switchTo: (language: TextLanguage) => void
  change: (part: Partial<Draft>) => void
  /** When it was saved last; undefined while something is not saved. */
  savedAt: Date | undefined
  saveError: unknown
  /** Saves at once what has been typed. */
  flush: () => Promise<void>
}

/** `language`: one of the campaign's. `onLanguage` is told to open the draft anew in another one. */
export function useDraft(
  campaign: Campaign,
  language: TextLanguage,
  onLanguage: (language: TextLanguage) => void,
): DraftState {
  const queries = useQueryClient()
  const translation = campaign.translations.find((one) => one.language === language)
  const [values, setValues] = useState<Draft>(() => {
    const { subject, preheader, mjml, plainText, plainTextOf } = translation ?? campaign
    return { subject, preheader, mjml, plainText, plainTextOf }
  })
  const { settled, ...seen } = usePreview(campaign, language, values)
  const saved = useRef<Draft>(values)
  const save = useMutation({
    mutationFn: (draft: Draft) =>
      saveCampaign(translation ? `${campaign.id}/translations/${language}` : campaign.id, draft),
    onSuccess: (_answer, draft) => {
      saved.current = draft
      queries.setQueryData<Campaign>(['campaign', campaign.id], (known) => {
        if (!known || !translation) return known && { ...known, ...draft }
        const translations = known.translations.map((one) => (one.language === language ? { ...one, ...draft } : one))
        return { ...known, translations }
      })
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

  const flush = async () => {
    if (mayEdit && !isSaved(values)) await mutateAsync(values)
  }
  return {
    values,
    mayEdit,
    language,
    // What cannot be saved is not left: the error stands beside it.
    switchTo: (next) =>
      void flush().then(
        () => onLanguage(next),
        () => {},
      ),
    change: (part) => setValues((before) => ({ ...before, ...part })),
    savedAt: isSaved(values)
      ? save.submittedAt > 0
        ? new Date(save.submittedAt)
        : new Date(campaign.updatedAt)
      : undefined,
    saveError: save.error,
    flush,
    ...seen,
  }
}
